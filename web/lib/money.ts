export { yuan } from '#contracts/yuan.ts';
