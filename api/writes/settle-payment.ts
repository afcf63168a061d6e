import { tellPaid } from '#activities/tell-paid.ts';
import type { BodyOf } from '#contracts/http.ts';
import { secretOf } from '#platform/env.ts';
import type { Deps } from '../deps.ts';
import { Refused } from '../refused.ts';

export type PaymentReport = BodyOf<'paymentCallback'>;

/**
 * Notes what the gateway reported and tells the order. A report may come many times: the second finds the first's
 * mark and tells the order again under the same message id. Whom nobody could tell now, the worker tells later.
 */
export async function settlePayment(input: { deps: Deps; report: PaymentReport }): Promise<void> {
  const { deps, report } = input;
  const { database, temporal } = deps;
  const { paymentId, amountFen, gatewayRef } = report;
  const payment = await database.payment.findUnique({ where: { id: paymentId } });
  if (!payment || payment.gateway === 'cash') throw new Refused('NotFound');
  if (payment.amountFen !== amountFen) throw new Refused('AmountMismatch');
  if (report.result === 'failed') {
    await database.payment.updateMany({
      where: { id: paymentId, status: 'created' },
      data: { status: 'failed' },
    });
    return;
  }
  if (payment.gatewayRef !== null && payment.gatewayRef !== gatewayRef) throw new Refused('AmountMismatch');
  await database.payment.update({
    where: { id: paymentId },
    data: { gatewayRef, status: 'paid', paidAt: payment.paidAt ?? new Date() },
  });
  let temporalAway = false;
  const signal: Parameters<typeof tellPaid>[0]['signal'] = ({ orderId, body }) =>
    temporal.signal({ orderId, signal: 'paymentSettled', body }).catch((error: unknown) => {
      temporalAway = true;
      throw error;
    });
  await tellPaid({ database, secret: secretOf(deps.env), signal, paymentId }).catch((error: unknown) => {
    throw temporalAway ? new Refused('Unavailable') : error;
  });
}
