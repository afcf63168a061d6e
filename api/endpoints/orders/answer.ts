import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { findOrder } from '../../reads/find-order.ts';
import { askAnswer } from '../../tell.ts';

export const answer = endpoint(http.answer, async ({ deps, reader, params }) => {
  await findOrder({ database: deps.database, reader, orderId: params.orderId });
  return askAnswer({ deps, ...params });
});
