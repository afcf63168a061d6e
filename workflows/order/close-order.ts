import type { Fee } from '#contracts/money/fee.ts';
import { endingFee } from '#contracts/orders/ending-fee.ts';
import type { Ending } from '#contracts/orders/stages.ts';
import { causedBy } from '../durable/requests.ts';
import { because } from '../durable/transitions.ts';
import { overtakeCase } from './case-links.ts';
import { feeFactsOf } from './fee-facts.ts';
import type { OrderContext, Request } from './order-kinds.ts';

/**
 * Ends the order in one transaction: slots released, pending notices voided, fee or reward in the ledger, everybody
 * notified.
 */
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
    // A fee that was requested without proof: the order ends without moving money.
    closed = await order.move('closeOrder', { ...told, fee: null }, how);
  }
  if (request) request.answer = { ok: true, version: state.version };
  await overtakeCase(order, 'orderEnded');
}

function feeOf(order: OrderContext, ending: Ending, request: Request | null): Fee | null {
  const facts = feeFactsOf(order.state, order.policy);
  return facts && endingFee({ ...facts, ending, role: request?.body.role ?? null });
}
