import { findOrder } from '#api/access/find-order.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { keepAnswer } from '#api/http/keep-answer.ts';
import { http } from '#contracts/http.ts';
import { waiveFee as write } from '../writes/waive-fee.ts';

export const waiveFee = endpoint(http.waiveFee, async ({ deps, reader, keyed, params, body }) => {
  const { database } = deps;
  const { id: orderId } = await findOrder({ database, reader, orderId: params.orderId });
  return keepAnswer({ database, keyed, work: (tx) => write({ tx, reader, keyed, orderId, body }) });
});
