import { z } from 'zod';
import { ALL, Done, type Endpoint } from '#contracts/endpoint.ts';
import { Next, paged, Unreadable } from '#contracts/lists.ts';
import { OrderId } from '#contracts/scalars.ts';

export const NoticeView = z.object({
  id: z.uuid(),
  template: z.string(),
  title: z.string(),
  text: z.string(),
  orderId: OrderId.nullable(),
  caseId: z.uuid().nullable().describe('staff only: the case it is about'),
  at: z.iso.datetime(),
  read: z.boolean(),
});
export type NoticeView = z.infer<typeof NoticeView>;

export const noticesHttp = {
  inbox: {
    method: 'GET',
    path: '/inbox',
    summary: 'My notices page by page, the newest first',
    roles: ALL,
    key: false,
    query: z.object({
      orderId: OrderId.optional().describe('only those about this order'),
      unread: z.enum(['true']).optional().describe('only those not yet read'),
      ...paged,
    }),
    reply: z.object({
      unread: z.int().describe('of all, whatever is asked for'),
      notices: z.array(NoticeView),
      next: Next,
      unreadable: Unreadable,
    }),
  },
  readInbox: {
    method: 'POST',
    path: '/inbox/read',
    summary: 'Mark my notices as read',
    roles: ALL,
    key: false,
    body: z.strictObject({ orderId: OrderId.optional().describe('only those about this order') }),
    reply: Done,
  },
  outbox: {
    method: 'GET',
    path: '/dev/outbox',
    summary: 'What the gateways would have sent, newest first',
    roles: [],
    key: false,
    development: true,
    query: z.object({ to: z.string().max(40).optional() }),
    reply: z.object({
      messages: z.array(
        z.object({
          key: z.string(),
          channel: z.string(),
          to: z.string(),
          subject: z.string().nullable(),
          body: z.string(),
          code: z.string().nullable(),
          attempts: z.int(),
          at: z.iso.datetime(),
        }),
      ),
    }),
  },
} as const satisfies Record<string, Endpoint>;
