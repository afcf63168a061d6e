import { findOrder } from '#api/access/find-order.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { orderTarget } from '#api/messages/target.ts';
import { askAnswer } from '#api/messages/tell.ts';
import { http } from '#contracts/http.ts';

export const orderAnswer = endpoint(http.answer, async ({ deps, reader, params }) => {
  const order = await findOrder({ database: deps.database, reader, orderId: params.orderId });
  return askAnswer({ deps, target: orderTarget(deps, order), answerId: params.answerId });
});
