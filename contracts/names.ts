import type { Subject } from './messages.ts';

/** Names that processes agree on. Web never imports this file. */
export const workflowIdOf = (orderId: string): string => `order-${orderId}`;
export const orderIdOf = (workflowId: string): string => workflowId.replace(/^order-/, '');

export const TASK_QUEUE = 'orders';
/** The deployment name of our workflows in Temporal; all builds share it. */
export const DEPLOYMENT = 'anjia';
export const ORDER_WORKFLOW = 'orderWorkflow';
export const CASE_WORKFLOW = 'caseWorkflow';
export const NOTICE_RELAY_WORKFLOW = 'noticeRelayWorkflow';
export const NOTICE_RELAY_ID = 'notice-relay';

/**
 * Every durable subject: its workflow type, and the query that says where it is. Releases, `verify` and the tests of the
 * kernel run over this table, so a new subject gets them by its row here.
 */
export const SUBJECTS = {
  order: { workflow: ORDER_WORKFLOW, view: 'orderView' },
  case: { workflow: CASE_WORKFLOW, view: 'caseView' },
} as const satisfies Record<Subject, { workflow: string; view: string }>;

/**
 * All search attributes and their types. They are registered at start and by the test environments; nothing writes
 * another name.
 */
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
  /** The kind of case, payment and so on. This one and the next two apply to every subject but the order. */
  Kind: 'Keyword',
  /** The order that it belongs to. */
  OrderId: 'Keyword',
  /** The member of the staff who is in charge. */
  OwnerId: 'Keyword',
} as const;
export type SearchAttribute = keyof typeof SEARCH_ATTRIBUTES;
/** A time is an ISO string. */
export type SearchValue = string | number | boolean;
/** Values by name; null removes a value. */
export type SearchValues = Partial<Record<SearchAttribute, SearchValue | null>>;

/** The type in the spelling of the SDK's keys. */
export const searchTypeOf = (name: SearchAttribute) =>
  SEARCH_ATTRIBUTES[name].toUpperCase() as Uppercase<(typeof SEARCH_ATTRIBUTES)[SearchAttribute]>;

/** The attributes that change during an order's life, with their values when its workflow starts. */
export const ORDER_AT_START = {
  OrderStage: 'inquiry',
  NeedsOps: false,
  RematchCount: 0,
} as const satisfies SearchValues;

/**
 * PostgreSQL NOTIFY channel. The payload is `<orderId>:<version>`, mostly followed by `:` and the ids of all who may
 * receive it (staff receive everything), or `inbox:<personId>`.
 */
export const ORDER_CHANNEL = 'order_changed';
/** PostgreSQL says here that some session has ended (a trigger). */
export const SESSION_CHANNEL = 'session_ended';
