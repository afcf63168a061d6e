import { z } from 'zod';
import {
  ALL,
  type Endpoint,
  message,
  Note,
  Nothing,
  orderParams,
  Reason,
  STAFF,
} from '#contracts/endpoint.ts';
import { OrderSummary } from '#contracts/orders/order.ts';
import { LocalDate } from '#contracts/scalars.ts';

export const visitsHttp = {
  confirmCompletion: message(
    'confirmation',
    'Confirm that the service is done',
    ['customer', ...STAFF],
    Nothing,
  ),
  withdrawHelper: message(
    'withdrawal',
    'The helper drops out; another one is found',
    ['helper', ...STAFF],
    z.strictObject({ reason: Reason, note: Note }),
  ),
  myDay: {
    method: 'GET',
    path: '/my-day',
    summary: 'My visits',
    roles: ['helper'],
    key: false,
    query: z.object({ days: z.coerce.number().int().min(1).max(31).optional() }),
    reply: z.object({
      visits: z.array(OrderSummary.extend({ helperFen: z.int().nullable().describe('my share') })),
    }),
  },
  proposeReschedule: message(
    'reschedule',
    'Propose another start for the planned visit',
    ALL,
    z.strictObject({
      startsAt: z.iso.datetime(),
      side: z.enum(['customer', 'helper']).optional().describe('staff: for whom'),
      reason: Reason.optional(),
      note: Note,
    }),
  ),
  answerReschedule: message(
    'reschedule/answer',
    'Accept or decline the proposed start, or take the own proposal back',
    ALL,
    z.strictObject({ accept: z.boolean(), reason: Reason.optional(), note: Note }),
  ),
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
  depart: message('departure', 'On my way', ['helper', ...STAFF], Nothing),
  checkIn: message(
    'check-in',
    'Start the visit with the customer’s code',
    ['helper', ...STAFF],
    z.strictObject({ startCode: z.string().regex(/^\d{4}$/), deviceAt: z.iso.datetime().optional() }),
  ),
  checkOut: message(
    'check-out',
    'The visit is done',
    ['helper', ...STAFF],
    z.strictObject({ deviceAt: z.iso.datetime().optional() }),
  ),
  overrideCheckIn: message(
    'check-in-override',
    'Start the visit without a code',
    STAFF,
    z.strictObject({ reason: Reason, note: Note }),
  ),
} as const satisfies Record<string, Endpoint>;
