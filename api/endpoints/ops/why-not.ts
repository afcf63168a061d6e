import type { OrderRow } from '#activities/order-row.ts';
import { whyNot as whyNotOffered } from '#activities/why-not.ts';
import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { findOrder } from '../../reads/find-order.ts';

export const whyNot = endpoint(http.whyNot, async ({ deps, reader, params }) => {
  const { database } = deps;
  const { id } = await findOrder({ database, reader, orderId: params.orderId });
  const row = await database.order.findUniqueOrThrow({ where: { id } });
  const order = { ...row, clockShiftMs: Number(row.clockShiftMs) } as unknown as OrderRow;
  return whyNotOffered(database, { order, helperId: params.helperId, now: Date.now() + order.clockShiftMs });
});
