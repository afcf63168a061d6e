import { type PaidPayment, tellPaid } from '#activities/money/tell-paid.ts';
import type { Deps } from '#api/deps.ts';
import { Refused } from '#api/http/refused.ts';
import type { BodyOf } from '#contracts/http.ts';
import type { Database } from '#platform/database.ts';
import { secretOf } from '#platform/env.ts';
import { sql } from '#platform/sql.ts';

export type PaymentReport = BodyOf<'paymentCallback'>;

/**
 * Stores the gateway's report and notifies the order. A report may arrive many times: a repetition finds the mark of
 * the first and notifies the order again under the same message id. The worker sends what could not be sent now.
 */
export async function recordPaymentReport(input: { deps: Deps; report: PaymentReport }): Promise<void> {
  const { deps, report } = input;
  const { database, temporal } = deps;
  const payment = await note(database, report);
  if (report.result === 'failed') return;
  let temporalAway = false;
  const signal: Parameters<typeof tellPaid>[0]['signal'] = ({ orderId, body }) =>
    temporal.signal({ orderId, signal: 'paymentSettled', body }).catch((error: unknown) => {
      temporalAway = true;
      throw error;
    });
  await tellPaid({ database, secret: secretOf(deps.env), signal, payment }).catch((error: unknown) => {
    throw temporalAway ? new Refused('Unavailable') : error;
  });
}

/** Stores the report in one statement. The first gateway reference stays, and no other payment may have it. */
async function note(
  database: Database,
  { paymentId, amountFen, gatewayRef, result }: PaymentReport,
): Promise<PaidPayment> {
  const isPaid = result === 'paid';
  const [noted] = await database.query<PaidPayment>(sql`
    UPDATE payment SET
      status = CASE WHEN ${isPaid} THEN 'paid' WHEN status = 'created' THEN 'failed' ELSE status END,
      gateway_ref = CASE WHEN ${isPaid} THEN ${gatewayRef} ELSE gateway_ref END,
      paid_at = CASE WHEN ${isPaid} THEN coalesce(paid_at, now()) ELSE paid_at END
    WHERE id = ${paymentId}::uuid AND gateway <> 'cash' AND amount_fen = ${amountFen}
      AND (NOT ${isPaid} OR gateway_ref = ${gatewayRef} OR gateway_ref IS NULL
        AND NOT EXISTS (SELECT 1 FROM payment other WHERE other.gateway_ref = ${gatewayRef}))
    RETURNING id, order_id AS "orderId", amount_fen AS "amountFen", gateway`);
  if (noted) return noted;
  const [there] = await database.query<{ gateway: string }>(sql`
    SELECT gateway FROM payment WHERE id = ${paymentId}::uuid`);
  throw new Refused(!there || there.gateway === 'cash' ? 'NotFound' : 'AmountMismatch');
}
