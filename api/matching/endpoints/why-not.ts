import { whyNot as whyNotOffered } from '#activities/matching/why-not.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { findOrder } from '#api/access/find-order.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';

export const whyNot = endpoint(http.whyNot, async ({ deps, reader, params }) => {
  const { database } = deps;
  const { id } = await findOrder({ database, reader, orderId: params.orderId });
  const row = await database.models.order.findUniqueOrThrow({ where: { id } });
  const order = { ...row, clockShiftMs: Number(row.clockShiftMs) } as unknown as OrderRow;
  return whyNotOffered(database, { order, helperId: params.helperId, now: Date.now() + order.clockShiftMs });
});
