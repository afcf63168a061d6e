/** Names that processes agree on. Web never imports this file. */
export const workflowIdOf = (orderId: string): string => `order-${orderId}`;
export const orderIdOf = (workflowId: string): string => workflowId.replace(/^order-/, '');

export const TASK_QUEUE = 'orders';
/** All builds of our workflows, by Temporal's name for such a row of them. */
export const DEPLOYMENT = 'anjia';
export const ORDER_WORKFLOW = 'orderWorkflow';
export const NOTICE_RELAY_WORKFLOW = 'noticeRelayWorkflow';
export const NOTICE_RELAY_ID = 'notice-relay';

/** Search attributes and their types; registered at start and by the test environments. */
export const SEARCH_ATTRIBUTES = {
  OrderStage: 'Keyword',
  City: 'Keyword',
  District: 'Keyword',
  ServiceCode: 'Keyword',
  CustomerId: 'Keyword',
  HelperId: 'Keyword',
  OrderEnding: 'Keyword',
  StageDeadline: 'Datetime',
  NeedsOps: 'Bool',
  RematchCount: 'Int',
} as const;

/**
 * PostgreSQL NOTIFY channel; the payload is `<orderId>:<version>`, mostly with `:` and the ids of all who may hear of it
 * (staff hear of everything), or `inbox:<personId>`.
 */
export const ORDER_CHANNEL = 'order_changed';
