import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { keepAnswer } from '../../keep-answer.ts';
import { findOrder } from '../../reads/find-order.ts';
import { waiveFee as write } from '../../writes/waive-fee.ts';

export const waiveFee = endpoint(http.waiveFee, async ({ deps, reader, keyed, params, body }) => {
  const { database } = deps;
  const { id: orderId } = await findOrder({ database, reader, orderId: params.orderId });
  return keepAnswer({ database, keyed, work: (tx) => write({ tx, reader, keyed, orderId, body }) });
});
