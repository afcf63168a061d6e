import type { z } from 'zod';
import type { Deps } from '#api/deps.ts';
import { listSummaries } from '#api/order-rows/list-summaries.ts';
import type { http } from '#contracts/http.ts';
import type { BoardReply } from '#contracts/orders/http.ts';
import { orderNumberStart } from '#contracts/typed/order-number.ts';
import type { Stuck } from '#contracts/watch/stuck.ts';
import type { Database } from '#platform/database.ts';
import { type Statement, sql } from '#platform/sql.ts';
import { OPEN } from './open-stages.ts';

type Query = z.infer<typeof http.board.query>;

/** Orders of their city for ops: those that need help first, then by deadline. */
export async function opsBoard(input: {
  deps: Deps;
  city: string;
  query: Query;
}): Promise<z.input<typeof BoardReply>> {
  const { deps, city, query } = input;
  const { database, env } = deps;
  const [counts, rows, stuck] = await Promise.all([
    countOpen(database, city),
    findOrders(database, city, query),
    stuckHere(database, city, deps.watch?.stuck() ?? []),
  ]);
  const list = 'ExecutionStatus="Running"';
  const { shown, unreadable } = await listSummaries({ deps, list: 'board', rows });
  return {
    counts: Object.fromEntries(counts.map(({ stage, orders: n }) => [stage, n])),
    needsOps: sum(counts, ({ needOps }) => needOps),
    overdue: sum(counts, ({ late }) => late),
    stuck,
    orders: shown,
    unreadable,
    temporalListUrl: env.TEMPORAL_UI_URL
      ? `${env.TEMPORAL_UI_URL.replace(/\/$/, '')}/namespaces/${env.TEMPORAL_NAMESPACE}/workflows?query=${encodeURIComponent(list)}`
      : null,
  };
}

interface Count {
  stage: string;
  orders: number;
  needOps: number;
  late: number;
}

function countOpen(database: Database, city: string): Promise<Count[]> {
  return database.query<Count>(sql`
    SELECT stage, count(*)::int AS orders, (count(*) FILTER (WHERE needs_ops))::int AS "needOps",
      (count(*) FILTER (WHERE deadline < now()))::int AS late
    FROM "order" WHERE stage IN (${OPEN}) AND city = ${city} GROUP BY stage`);
}

/** Blocked subjects of this city, and problems that concern every city. */
async function stuckHere(database: Database, city: string, stuck: Stuck[]): Promise<Stuck[]> {
  const orderIds = stuck.flatMap(({ orderId }) => orderId ?? []);
  const caseIds = stuck.flatMap(({ caseId }) => caseId ?? []);
  if (orderIds.length + caseIds.length === 0) return stuck;
  const { order, case: cases } = database.models;
  const here = await Promise.all([
    order.findMany({ where: { id: { in: orderIds }, city }, select: { id: true } }),
    cases.findMany({ where: { id: { in: caseIds }, city }, select: { id: true } }),
  ]);
  const known = new Set<string | null>([null, ...here.flat().map(({ id }) => id)]);
  return stuck.filter(({ orderId, caseId }) => known.has(caseId ?? orderId));
}

const sum = (counts: Count[], part: (one: Count) => number): number =>
  counts.reduce((total, one) => total + part(one), 0);

/**
 * As an index range: no plan can use an index for a LIKE with an unknown pattern. The sort order depends on the
 * database, so the range is wide enough (numbers have capitals, digits and one `-`), and the text comparison decides.
 */
const beginsWith = (text: string): Statement =>
  sql`id >= ${text} AND id <= ${text + 'Z'.repeat(NUMBER_LENGTH)} AND starts_with(id, ${text})`;
const NUMBER_LENGTH = 17;

/** Only given filters become conditions: each combination has its own plan. */
async function findOrders(database: Database, city: string, query: Query) {
  const conditions = [
    sql`city = ${city}`,
    ...(query.stage ? [sql`stage = ${query.stage}`] : query.q ? [] : [sql`stage IN (${OPEN})`]),
    ...(query.needsOps ? [sql`needs_ops`] : []),
    ...(query.overdue ? [sql`deadline < now()`] : []),
    ...(query.q ? [beginsWith(orderNumberStart(query.q))] : []),
  ];
  const found = await database.query<{ id: string }>(sql`
    SELECT id FROM "order" WHERE ${sql.join(conditions, ' AND ')}
    ORDER BY needs_ops DESC, deadline ASC NULLS LAST, created_at DESC LIMIT ${query.limit ?? 100}`);
  const ids = found.map(({ id }) => id);
  const rows = await database.models.order.findMany({ where: { id: { in: ids } }, include: { visit: true } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
