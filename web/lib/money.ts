export { yuan } from '#contracts/money/yuan.ts';
