export { caseWorkflow } from './case/case.ts';
export { noticeRelayWorkflow } from './notices/notice-relay.ts';
export { orderWorkflow } from './order/order.ts';
