import { outstandingFen, paymentPostings, writeLedger } from '#activities/ledger.ts';
import { lockOrder } from '#activities/order-row.ts';
import type { BodyOf } from '#contracts/http.ts';
import { makeProof } from '#platform/proof.ts';
import type { Deps } from '../deps.ts';
import { Refused } from '../refused.ts';
import { recordFact } from './record-fact.ts';

export type PaymentReport = BodyOf<'paymentCallback'>;

/**
 * Notes what the gateway reported and tells the order. A report may come many times: the second finds the first's
 * mark and tells the order again under the same message id.
 */
export async function settlePayment(input: { deps: Deps; report: PaymentReport }): Promise<void> {
  const { deps, report } = input;
  const { paymentId, amountFen, gatewayRef } = report;
  const payment = await deps.database.payment.findUnique({ where: { id: paymentId } });
  if (!payment || payment.gateway === 'cash') throw new Refused('NotFound');
  if (payment.amountFen !== amountFen) throw new Refused('AmountMismatch');
  if (report.result === 'failed') {
    await deps.database.payment.updateMany({
      where: { id: paymentId, status: 'created' },
      data: { status: 'failed' },
    });
    return;
  }
  if (payment.gatewayRef !== null && payment.gatewayRef !== gatewayRef) throw new Refused('AmountMismatch');
  await deps.database.payment.update({
    where: { id: paymentId },
    data: { gatewayRef, status: 'paid', paidAt: payment.paidAt ?? new Date() },
  });
  const claim = { orderId: payment.orderId, action: 'paymentSettled', by: paymentId, role: 'system' };
  const proof = makeProof(deps.env.ANJIA_SECRET, claim);
  const body = { messageId: `payment-${paymentId}`, paymentId, amountFen, proof };
  const sent = await deps.temporal
    .signal({ orderId: payment.orderId, signal: 'paymentSettled', body })
    .catch(() => 'away' as const);
  if (sent === 'away') throw new Refused('Unavailable');
  if (sent === 'gone')
    await payClosedOrder({ deps, paymentId, orderId: payment.orderId, gateway: payment.gateway });
}

/** Nobody else keeps the books of a closed order: a fee paid after the end is written here, once. */
async function payClosedOrder(input: {
  deps: Deps;
  paymentId: string;
  orderId: string;
  gateway: string;
}): Promise<void> {
  const { deps, paymentId, orderId, gateway } = input;
  const key = `${orderId}/payment/${paymentId}`;
  await deps.database.$transaction(async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (!order || (await tx.ledgerTransaction.findUnique({ where: { key } }))) return;
    const { amountFen: fen } = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } });
    const at = new Date();
    const postings = paymentPostings({ fen, customerId: order.customerId, gateway });
    await writeLedger(tx, {
      key,
      orderId,
      kind: 'payment',
      cause: `payment-${paymentId}`,
      at: at.toISOString(),
      postings,
    });
    const owed = await outstandingFen(tx, orderId, order.customerId);
    const settlement = owed <= 0 ? ('paid' as const) : order.settlement;
    const next = { ...order, version: order.version + 1, settlement };
    await tx.order.update({ where: { id: orderId }, data: { version: next.version, settlement } });
    const event = {
      kind: 'paymentReceived' as const,
      payload: { paymentId, amountFen: fen, source: 'gateway' as const },
    };
    await recordFact({
      tx,
      order: next,
      event,
      actor: { id: null, role: 'system' },
      cause: `payment-${paymentId}`,
      at,
    });
  });
}
