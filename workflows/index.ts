export { noticeRelayWorkflow } from './notice-relay.ts';
export { orderWorkflow } from './order.ts';
