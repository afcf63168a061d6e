import { cancelFee } from '#contracts/money/price.ts';
import type { Ending } from '#contracts/orders/stages.ts';
import { causedBy } from '../durable/requests.ts';
import { because } from '../durable/transitions.ts';
import type { OrderContext, Request } from './order-kinds.ts';

type Fee = { fen: number; payer: 'customer' | 'helper'; kind: 'cancelFee' | 'noShowFee' };

/** Ends the order in one transaction: slots free, waits void, fee or reward in the ledger, everybody told. */
export async function closeOrder(
  order: OrderContext,
  ending: Ending,
  request: Request | null,
): Promise<void> {
  const { state } = order;
  const to = order.place('closed', null, null, { ending });
  const told = {
    ending,
    reward: state.reward,
    ...(request?.body.reason ? { reason: request.body.reason } : {}),
  };
  const how = { ...(request ? causedBy(request) : because(`ending ${ending}`)), to };
  let closed = await order.move('closeOrder', { ...told, fee: feeOf(order, ending, request) }, how);
  if (!closed.ok) {
    // A fee somebody unproven asked for: the order ends all the same, without moving money.
    closed = await order.move('closeOrder', { ...told, fee: null }, how);
  }
  if (request) request.answer = { ok: true, version: state.version };
}

/** What the ending costs, and whom. Ops cancel free of charge; so does a customer whose helper dropped out. */
function feeOf(order: OrderContext, ending: Ending, request: Request | null): Fee | null {
  const { state, policy } = order;
  const booked = state.booked;
  if (!booked || state.signedBy.length < 2) return null;
  if (ending === 'helper_no_show' || ending === 'customer_no_show') {
    const payer = ending === 'helper_no_show' ? 'helper' : 'customer';
    const fen = Math.round((booked.totalFen * policy.noShowFeePercent) / 100);
    return fen ? { fen, payer, kind: 'noShowFee' } : null;
  }
  if (ending !== 'cancelled' || !request || request.actor.role === 'ops' || state.freeExit) return null;
  const now = Date.now() + state.clockShiftMs;
  const startsAt = Date.parse(booked.startsAt);
  const fen = cancelFee({ totalFen: booked.totalFen, startsAt, now, floorFen: state.feeFloorFen, policy });
  return fen ? { fen, payer: 'customer', kind: 'cancelFee' } : null;
}
