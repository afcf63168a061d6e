import type { z } from 'zod';
import type { Deps } from '#api/deps.ts';
import { listSummaries } from '#api/order-rows/list-summaries.ts';
import type { http } from '#contracts/http.ts';
import type { BoardReply } from '#contracts/orders/http.ts';
import type { Stuck } from '#contracts/watch/stuck.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { boardPage } from './board-page.ts';
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
  const [counts, { rows, next }, stuck] = await Promise.all([
    countOpen(database, city),
    boardPage({ database, city, query }),
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
    next,
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
