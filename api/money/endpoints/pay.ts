import { findOrder } from '#api/access/find-order.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { keepAnswer } from '#api/http/keep-answer.ts';
import { Refused } from '#api/http/refused.ts';
import { http } from '#contracts/http.ts';
import { startPayment } from '../writes/start-payment.ts';

export const pay = endpoint(http.pay, async ({ deps, reader, keyed, params }) => {
  const { id } = await findOrder({ database: deps.database, reader, orderId: params.orderId });
  const payment = await keepAnswer({
    database: deps.database,
    keyed,
    work: (tx) => startPayment({ deps, tx, orderId: id, paymentId: keyed.rowId }),
  });
  // After the commit. The gateway identifies the payment by its id, so a repeated call opens the same one.
  const { payUrl } = await deps.payments.open(payment).catch((error: unknown) => {
    deps.logger.warn(
      { err: error, paymentId: payment.paymentId },
      'the payment gateway did not open the payment',
    );
    throw new Refused('Unavailable');
  });
  return { ...payment, payUrl };
});
