import { endpoint } from '#api/http/endpoint.ts';
import { Refused } from '#api/http/refused.ts';
import { http } from '#contracts/http.ts';
import { sql } from '#platform/sql.ts';
import { recordPaymentReport } from '../writes/record-payment-report.ts';

interface Known {
  id: string;
  amountFen: number;
  gateway: string;
  gatewayRef: string | null;
}

// Does what the gateway's own page would do: makes a signed report, which passes the same check.
export const simulatePayment = endpoint(http.simulatePayment, async ({ deps, params, body }) => {
  const [payment] = await deps.database.query<Known>(sql`
    SELECT id, amount_fen AS "amountFen", gateway, gateway_ref AS "gatewayRef" FROM payment
    WHERE id = ${params.paymentId}::uuid`);
  const { sign } = deps.payments;
  if (!payment || !sign || payment.gateway !== deps.payments.name) throw new Refused('NotFound');
  const { id: paymentId, amountFen } = payment;
  const gatewayRef = payment.gatewayRef ?? `sim-${paymentId}`;
  const report = { paymentId, amountFen, result: body.result, gatewayRef };
  if (!deps.payments.verify(sign(report))) throw new Refused('NotAllowed');
  await recordPaymentReport({ deps, report });
  return { ok: true as const };
});
