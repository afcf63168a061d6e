import { endpoint } from '#api/http/endpoint.ts';
import { listSummaries } from '#api/order-rows/list-summaries.ts';
import { http } from '#contracts/http.ts';

export const orders = endpoint(http.orders, async ({ deps, reader, query }) => {
  const mine = reader.role === 'helper' ? { helperId: reader.id } : { customerId: reader.id };
  const limit = query.limit ?? 50;
  const list = (where: object, take: number) =>
    deps.database.models.order.findMany({
      where: { ...mine, ...where },
      include: { visit: true },
      orderBy: { createdAt: 'desc' },
      take,
    });
  const open = query.open === 'false' ? [] : await list({ stage: { not: 'closed' } }, limit);
  const closed =
    query.open === 'true' || open.length >= limit ? [] : await list({ stage: 'closed' }, limit - open.length);
  const { shown, unreadable } = await listSummaries({ deps, list: 'orders', rows: [...open, ...closed] });
  return { orders: shown, unreadable };
});
