import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { keepAnswer } from '../../keep-answer.ts';
import { findOrder } from '../../reads/find-order.ts';
import { startPayment } from '../../writes/start-payment.ts';

export const pay = endpoint(http.pay, async ({ deps, reader, keyed, params }) => {
  const { id } = await findOrder({ database: deps.database, reader, orderId: params.orderId });
  return keepAnswer({
    database: deps.database,
    keyed,
    work: (tx) => startPayment({ deps, tx, orderId: id, paymentId: keyed.rowId }),
  });
});
