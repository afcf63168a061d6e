import { whyNot as whyNotOffered } from '#activities/matching/why-not.ts';
import { findOrder } from '#api/access/find-order.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';

export const whyNot = endpoint(http.whyNot, async ({ deps, reader, params }) => {
  const { database } = deps;
  const order = await findOrder({ database, reader, orderId: params.orderId });
  return whyNotOffered(database, { order, helperId: params.helperId, now: Date.now() + order.clockShiftMs });
});
