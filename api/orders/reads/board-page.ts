import type { z } from 'zod';
import { inOrder, listPage, type Part } from '#api/http/list-page.ts';
import type { http } from '#contracts/http.ts';
import { orderNumberStart } from '#contracts/typed/order-number.ts';
import type { Database } from '#platform/database.ts';
import { type Statement, sql } from '#platform/sql.ts';
import { OPEN } from './open-stages.ts';

type Query = z.infer<typeof http.board.query>;

/**
 * One page of the orders of a city. Only given filters become conditions, and stages stand in the text: each
 * combination has its own plan, and the indexes are partial.
 */
export async function boardPage(input: { database: Database; city: string; query: Query }) {
  const { database, city, query } = input;
  const { stage, q, after, limit = 50 } = query;
  const where = [
    sql`city = ${city}`,
    ...(query.needsOps ? [sql`needs_ops`] : []),
    ...(query.overdue ? [sql`deadline < now()`] : []),
    ...(q ? [beginsWith(orderNumberStart(q))] : []),
  ];
  const stages = stage ? sql.raw(`'${stage}'`) : OPEN;
  const parts = [
    ...(stage === 'closed' ? [] : [openOrders([...where, sql`stage IN (${stages})`])]),
    ...(stage === 'closed' || (q && !stage) ? [closedOrders([...where, sql`stage = 'closed'`], q)] : []),
  ];
  const { ids, next } = await listPage({ database, parts, after, limit });
  const rows = await database.models.order.findMany({ where: { id: { in: ids } }, include: { visit: true } });
  return { rows: inOrder(ids, rows), next };
}

const FROM = { id: sql`id`, from: sql`"order"` };
const id = { by: sql`id`, type: 'text' } as const;

/** Those that need a person first, then by deadline. */
const openOrders = (where: Statement[]): Part => ({
  ...{ name: 'board/open', ...FROM, where },
  keys: [
    { by: sql`(NOT needs_ops)`, type: 'boolean' },
    { by: sql`coalesce(deadline, 'infinity'::timestamptz)`, type: 'timestamptz' },
    id,
  ],
});

/** The newest first; those whose number begins with a text by number, which begins with its day. */
const closedOrders = (where: Statement[], q: string | undefined): Part => ({
  ...{ name: q ? 'board/closed/number' : 'board/closed', ...FROM, where, newestFirst: true },
  keys: [...(q ? [] : [{ by: sql`created_at`, type: 'timestamptz' } as const]), id],
});

/**
 * As an index range: no plan can use an index for a LIKE with an unknown pattern. The sort order depends on the
 * database, so the range is wide enough (numbers have capitals, digits and one `-`), and the text comparison decides.
 */
const beginsWith = (text: string): Statement =>
  sql`id >= ${text} AND id <= ${text + 'Z'.repeat(NUMBER_LENGTH)} AND starts_with(id, ${text})`;
const NUMBER_LENGTH = 17;
