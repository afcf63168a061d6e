import { findOrder } from '#api/access/find-order.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { rankForDispatch } from '../reads/rank-for-dispatch.ts';

export const dispatchList = endpoint(http.dispatchList, async ({ deps, reader, params, query }) => {
  const { id } = await findOrder({ database: deps.database, reader, orderId: params.orderId });
  return rankForDispatch({ deps, orderId: id, query });
});
