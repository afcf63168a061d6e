import { condition } from '@temporalio/workflow';
import type { Answer } from '#contracts/errors.ts';
import type { SignalBody, UpdateBody } from '#contracts/messages.ts';
import type { Refusal } from '#contracts/transition.ts';
import { actorOf } from '../durable/requests.ts';
import type { Because } from '../durable/transition.ts';
import { SYSTEM } from '../durable/transitions.ts';
import type { OrderContext, Place } from './order-kinds.ts';

interface Payment {
  paymentId: string;
  amountFen: number;
  source: 'gateway' | 'cash';
}

/** Ops received cash for the whole sum that is due. */
export async function takeCash(
  order: OrderContext,
  body: UpdateBody<'recordCash'>,
  cause: string,
): Promise<Answer> {
  const payment = {
    paymentId: `cash-${order.input.orderId}`,
    amountFen: body.amountFen,
    source: 'cash' as const,
  };
  const result = await takePayment(order, payment, { actor: actorOf('recordCash', body), cause });
  return result.ok ? { ok: true, version: order.state.version } : result;
}

/** A payment that the gateway reported; it may arrive before the settlement. False when it was refused. */
export async function takeGatewayPayment(
  order: OrderContext,
  { messageId, proof, ...fields }: SignalBody<'paymentSettled'>,
): Promise<boolean | undefined> {
  const { state } = order;
  await condition(() => state.settlement !== 'none' || state.stage === 'closed');
  if (state.settlement !== 'due' && state.settlement !== 'overdue') return;
  const payment = { ...fields, source: 'gateway' as const };
  const actor = { ...SYSTEM, signal: 'paymentSettled', ...(proof ? { proof } : {}), fields };
  const result = await takePayment(order, payment, { actor, cause: messageId });
  return result.ok;
}

/** A payment is accepted at any time. If only the payment was missing, the follow-up is next. */
function takePayment(order: OrderContext, payment: Payment, how: Because): Promise<{ ok: true } | Refusal> {
  const { state } = order;
  const to = (): Place =>
    state.stage === 'settlement'
      ? order.place('followUp', 'system', null, { settlement: 'paid' })
      : { settlement: 'paid' };
  return order.move('recordPayment', payment, { ...how, to });
}
