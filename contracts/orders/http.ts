import { z } from 'zod';
import { messageRows } from '#contracts/durable/message-rows.ts';
import { DURABLE_MESSAGES } from '#contracts/durable/messages.ts';
import { Accepted, ALL, type Endpoint, orderParams } from '#contracts/endpoint.ts';
import { Next, paged, Unreadable } from '#contracts/lists.ts';
import { CUSTOMER_SIDE, STAFF } from '#contracts/people/roles.ts';
import { OrderId } from '#contracts/scalars.ts';
import { Stuck } from '#contracts/watch/stuck.ts';
import { ORDER_MESSAGES } from './messages.ts';
import { NewOrder } from './new-order.ts';
import { OrderSummary, OrderView } from './order.ts';
import { STAGES } from './stages.ts';
import { MOST } from './visit-minutes.ts';

export const BoardReply = z.object({
  counts: z.record(z.string(), z.int()).describe('open orders by stage'),
  needsOps: z.int(),
  overdue: z.int(),
  stuck: z.array(Stuck).describe('what stands still; without an order it concerns all of them'),
  orders: z.array(OrderSummary),
  next: Next,
  unreadable: Unreadable,
  temporalListUrl: z.string().nullable(),
});
export type BoardReply = z.infer<typeof BoardReply>;

export const ordersHttp = {
  placeOrder: {
    method: 'POST',
    path: '/orders',
    summary: 'State a need; starts the order',
    roles: CUSTOMER_SIDE,
    key: true,
    body: NewOrder,
    reply: Accepted,
    status: 201,
  },
  orders: {
    method: 'GET',
    path: '/orders',
    summary: 'My orders, active first',
    roles: ['customer', 'helper'],
    key: false,
    query: z.object({
      open: z.enum(['true', 'false']).optional(),
      stage: z.enum(STAGES).optional(),
      ...paged,
    }),
    reply: z.object({ orders: z.array(OrderSummary), next: Next, unreadable: Unreadable }),
  },
  order: {
    method: 'GET',
    path: '/orders/:orderId',
    summary: 'One order as I may see it',
    roles: ALL,
    key: false,
    params: orderParams,
    reply: OrderView,
  },
  answer: {
    method: 'GET',
    path: '/orders/:orderId/answers/:answerId',
    summary: 'The answer of a message that took longer (202)',
    roles: ALL,
    key: false,
    params: z.object({ orderId: OrderId, answerId: z.string().regex(/^[\w-]{8,100}$/) }),
    reply: Accepted,
  },
  cancelQuote: {
    method: 'GET',
    path: '/orders/:orderId/cancellation',
    summary: 'What cancelling now would cost',
    roles: CUSTOMER_SIDE,
    key: false,
    params: orderParams,
    reply: z.object({
      feeFen: z.int().describe('when the reader cancels: operations cancel free of charge'),
      customerFeeFen: z.int().describe('when the customer cancels, or an agent for the customer'),
    }),
  },
  board: {
    method: 'GET',
    path: '/ops/orders',
    summary:
      'Orders page by page: the open ones that need a person first, then by deadline; closed ones newest first',
    roles: STAFF,
    key: false,
    query: z.object({
      stage: z.enum(STAGES).optional(),
      needsOps: z.enum(['true']).optional(),
      overdue: z.enum(['true']).optional(),
      q: z.string().max(40).optional().describe('order number begins with'),
      ...paged,
      limit: z.coerce.number().int().min(1).max(200).optional(),
    }),
    reply: BoardReply,
  },
  ...messageRows(ORDER_MESSAGES, {
    // The API calculates how long the visit takes.
    completeInquiry: z.strictObject({
      quantity: z.int().min(1).max(MOST),
      windowStart: z.iso.datetime(),
      windowEnd: z.iso.datetime(),
    }),
  }),
  ...messageRows(DURABLE_MESSAGES),
} as const satisfies Record<string, Endpoint>;
