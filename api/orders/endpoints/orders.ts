import { readOrder } from '#activities/order-rows/order-row.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { presentSummaries } from '#api/order-rows/present-summary.ts';
import { http } from '#contracts/http.ts';

export const orders = endpoint(http.orders, async ({ deps, reader, query }) => {
  const mine = reader.role === 'helper' ? { helperId: reader.id } : { customerId: reader.id };
  const limit = query.limit ?? 50;
  const list = async (where: object, take: number) => {
    const rows = await deps.database.models.order.findMany({
      where: { ...mine, ...where },
      include: { visit: true },
      orderBy: { createdAt: 'desc' },
      take,
    });
    return rows.map(readOrder);
  };
  const open = query.open === 'false' ? [] : await list({ stage: { not: 'closed' } }, limit);
  const closed =
    query.open === 'true' || open.length >= limit ? [] : await list({ stage: 'closed' }, limit - open.length);
  return { orders: await presentSummaries(deps.database, [...open, ...closed]) };
});
