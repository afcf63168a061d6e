import { z } from 'zod';
import { messageRows } from '#contracts/durable/message-rows.ts';
import { ALL, type Endpoint, orderParams } from '#contracts/endpoint.ts';
import { Unreadable } from '#contracts/lists.ts';
import { OrderSummary } from '#contracts/orders/order.ts';
import { LocalDate } from '#contracts/scalars.ts';
import { VISIT_MESSAGES } from './messages.ts';

const VisitSummary = OrderSummary.extend({
  helperFen: z.int().nullable().describe('my share'),
  mayDepart: z.boolean().describe('planned, and no longer too early to leave'),
});

export const visitsHttp = {
  myDay: {
    method: 'GET',
    path: '/my-day',
    summary: 'My visits',
    roles: ['helper'],
    key: false,
    query: z.object({ days: z.coerce.number().int().min(1).max(31).optional() }),
    reply: z.object({ visits: z.array(VisitSummary), unreadable: Unreadable }),
  },
  freeStarts: {
    method: 'GET',
    path: '/orders/:orderId/free-starts',
    summary: 'When the booked helper could come instead, on one local day',
    roles: ALL,
    key: false,
    params: orderParams,
    query: z.object({ day: LocalDate }),
    reply: z.object({
      starts: z.array(
        z.object({
          startsAt: z.iso.datetime(),
          endsAt: z.iso.datetime(),
          consent: z.boolean().describe('a customer who picks it has to wait for the helper'),
        }),
      ),
    }),
  },
  ...messageRows(VISIT_MESSAGES),
} as const satisfies Record<string, Endpoint>;
