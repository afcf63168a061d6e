import type { z } from 'zod';
import type { Deps } from '#api/deps.ts';
import { inOrder, listPage, type Part } from '#api/http/list-page.ts';
import type { Reader } from '#api/http/reader.ts';
import { listSummaries } from '#api/order-rows/list-summaries.ts';
import type { http, ReplyOf } from '#contracts/http.ts';
import { type Statement, sql } from '#platform/sql.ts';

/** One page of the orders of a customer or helper: the open ones, then the closed ones, the newest first. */
export async function myOrders(input: {
  deps: Deps;
  reader: Reader;
  query: z.infer<typeof http.orders.query>;
}): Promise<ReplyOf<'orders'>> {
  const { deps, reader, query } = input;
  const { database } = deps;
  const { open, stage, after, limit = 50 } = query;
  const where = [
    reader.role === 'helper' ? sql`helper_id = ${reader.id}::uuid` : sql`customer_id = ${reader.id}::uuid`,
    ...(stage ? [sql`stage = ${stage}`] : []),
  ];
  const parts = [
    ...(open === 'false' ? [] : [part('open', [...where, sql`stage <> 'closed'`])]),
    ...(open === 'true' ? [] : [part('closed', [...where, sql`stage = 'closed'`])]),
  ];
  const { ids, next } = await listPage({ database, parts, after, limit });
  const rows = await database.models.order.findMany({ where: { id: { in: ids } }, include: { visit: true } });
  const { shown, unreadable } = await listSummaries({ deps, list: 'orders', rows: inOrder(ids, rows) });
  return { orders: shown, next, unreadable };
}

const part = (state: 'open' | 'closed', where: Statement[]): Part => ({
  ...{ name: `orders/${state}`, id: sql`id`, from: sql`"order"`, where, newestFirst: true },
  keys: [
    { by: sql`created_at`, type: 'timestamptz' },
    { by: sql`id`, type: 'text' },
  ],
});
