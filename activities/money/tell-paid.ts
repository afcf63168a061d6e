import { lockOrder } from '#activities/order-rows/order-row.ts';
import { transitionClosedOrder } from '#activities/order-rows/transition-closed-order.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import type { SignalBody } from '#contracts/messages.ts';
import type { Database } from '#platform/database.ts';
import { makeProof, type Secret } from '#platform/proof.ts';
import { sql } from '#platform/sql.ts';
import { bookPayment, outstandingFen, paymentKey } from './ledger.ts';

export interface PaidMessage {
  orderId: string;
  body: SignalBody<'paymentSettled'>;
}
export interface TellPaid {
  database: Database;
  secret: Secret;
  /** `gone`: the order is closed; throws when Temporal does not answer */
  signal: (message: PaidMessage) => Promise<'sent' | 'gone'>;
}

/** A payment that was reported as paid. */
export interface PaidPayment {
  id: string;
  orderId: string;
  amountFen: number;
  gateway: string;
}

/**
 * Notifies the order of a payment that its gateway reported. The mark is written after the notification: a crash in
 * between repeats it, and the order ignores a repetition by its id. An order that does not need the payment any more
 * (it was paid in cash meanwhile) books it when it closes. If it closed meanwhile without the payment, this finds it.
 */
export async function tellPaid(input: TellPaid & { payment: PaidPayment }): Promise<void> {
  const { database, secret, payment } = input;
  const { id: paymentId, orderId, amountFen } = payment;
  const messageId = `payment-${paymentId}`;
  const claim = { subject: 'order', id: orderId, message: 'paymentSettled', messageId };
  const proof = makeProof(secret, { ...claim, body: { paymentId, amountFen, role: 'system' } });
  const body = { messageId, paymentId, amountFen, proof };
  const sent = await input.signal({ orderId, body });
  if (sent === 'sent' && (await markTold(database, payment))) return;
  await payClosedOrder(database, payment);
  await database.execute(sql`UPDATE payment SET told_at = now() WHERE id = ${paymentId}::uuid`);
}

/**
 * Marks the payment, unless the order is closed. The order's lock decides, because its last transition reads its
 * payments under it.
 */
async function markTold(database: Database, { id, orderId }: PaidPayment): Promise<boolean> {
  const told = await database.execute(sql`
    WITH open AS MATERIALIZED (SELECT id FROM "order" WHERE id = ${orderId} AND stage <> 'closed' FOR UPDATE)
    UPDATE payment p SET told_at = now() FROM open WHERE p.id = ${id}::uuid AND p.order_id = open.id`);
  return told > 0;
}

/**
 * Sends the notifications that the API could not send when the report arrived; returns how many. Failures wait for the
 * next round.
 */
export async function tellUntoldPayments(
  input: TellPaid & { olderThanMs?: number; onFailure?: (error: unknown) => void },
): Promise<number> {
  const { database, olderThanMs = 10_000 } = input;
  const untold = await database.query<PaidPayment>(sql`
    SELECT id, order_id AS "orderId", amount_fen AS "amountFen", gateway FROM payment
    WHERE status = 'paid' AND told_at IS NULL AND paid_at < ${new Date(Date.now() - olderThanMs)}
    ORDER BY paid_at LIMIT 100`);
  let told = 0;
  for (const payment of untold) {
    try {
      await tellPaid({ ...input, payment });
      told += 1;
    } catch (error) {
      input.onFailure?.(error);
    }
  }
  return told;
}

/**
 * No workflow keeps the books of a closed order: a fee paid after the end is booked here, once, and ops refund a
 * surplus.
 */
async function payClosedOrder(database: Database, payment: PaidPayment): Promise<void> {
  const { id: paymentId, orderId, amountFen } = payment;
  const key = paymentKey(orderId, paymentId);
  await database.transaction(async (tx) => {
    const order = await lockOrder(tx, orderId);
    const models = await tx.models();
    if (!order || (await models.ledgerTransaction.findUnique({ where: { key } }))) return;
    await transitionClosedOrder({
      ...{ tx, order, action: 'payment', cause: `payment-${paymentId}` },
      actor: { id: null, role: 'system' },
      async effect({ cause, at }) {
        await bookPayment(tx, order, payment, { cause, at });
        const owed = await outstandingFen(tx, orderId, order.customerId);
        const received = { paymentId, amountFen, source: 'gateway' as const };
        const events: OrderEventOf[] = [{ kind: 'paymentReceived', payload: received }];
        if (owed < 0) events.push({ kind: 'needsOps', payload: { reason: 'overpaid' } });
        return { events, settlement: owed <= 0 ? 'paid' : order.settlement };
      },
    });
  });
}
