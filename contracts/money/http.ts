import { z } from 'zod';
import { messageRows } from '#contracts/durable/message-rows.ts';
import { Done, type Endpoint, MOST_FEN, Note, Nothing, orderParams, Reason } from '#contracts/endpoint.ts';
import { CUSTOMER_SIDE } from '#contracts/people/roles.ts';
import { MONEY_MESSAGES } from './messages.ts';

export const moneyHttp = {
  pay: {
    method: 'POST',
    path: '/orders/:orderId/payments',
    summary: 'Start a payment at the gateway',
    roles: CUSTOMER_SIDE,
    key: true,
    params: orderParams,
    body: Nothing,
    status: 201,
    reply: z.object({ paymentId: z.uuid(), amountFen: z.int(), gateway: z.string(), payUrl: z.string() }),
  },
  waiveFee: {
    method: 'POST',
    path: '/orders/:orderId/fee-waiver',
    summary: 'Waive the cancel or no-show fee of a closed order',
    roles: ['ops'],
    key: true,
    params: orderParams,
    body: z.strictObject({ reason: Reason, note: Note }),
    reply: z.object({ waivedFen: z.int() }),
  },
  paymentCallback: {
    method: 'POST',
    path: '/gateway/payments',
    summary: 'The payment gateway reports (signed)',
    roles: [],
    key: false,
    body: z.strictObject({
      paymentId: z.uuid(),
      amountFen: z.int().min(0).max(MOST_FEN),
      result: z.enum(['paid', 'failed']),
      gatewayRef: z.string().min(1).max(80),
    }),
    reply: Done,
  },
  simulatePayment: {
    method: 'POST',
    path: '/dev/payments/:paymentId',
    summary: 'Payment simulator: pay or fail',
    roles: [],
    key: false,
    development: true,
    params: z.object({ paymentId: z.uuid() }),
    body: z.strictObject({ result: z.enum(['paid', 'failed']) }),
    reply: Done,
  },
  ...messageRows(MONEY_MESSAGES, {
    recordCash: z.strictObject({ amountFen: z.int().min(1).max(MOST_FEN), reason: Reason, note: Note }),
  }),
} as const satisfies Record<string, Endpoint>;
