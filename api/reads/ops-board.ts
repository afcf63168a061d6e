import type { z } from 'zod';
import type { BoardReply, http } from '#contracts/http.ts';
import type { Deps } from '../deps.ts';
import { likeText } from './like-text.ts';
import { presentSummaries } from './present-summary.ts';

type Query = z.infer<typeof http.board.query>;

/** Orders as ops look at them: those that need a hand first, then by deadline. */
export async function opsBoard(input: { deps: Deps; query: Query }): Promise<z.input<typeof BoardReply>> {
  const { deps, query } = input;
  const { database, env } = deps;
  const open = { stage: { not: 'closed' } };
  const late = { ...open, deadline: { lt: new Date() } };
  const where = {
    ...(query.stage ? { stage: query.stage } : query.q ? {} : open),
    ...(query.needsOps ? { needsOps: true } : {}),
    ...(query.overdue ? { deadline: late.deadline } : {}),
    ...(query.q ? { id: { startsWith: likeText(query.q.trim().toUpperCase()) } } : {}),
  };
  const [stages, needsOps, overdue, rows] = await Promise.all([
    database.order.groupBy({ by: ['stage'], where: open, _count: true }),
    database.order.count({ where: { ...open, needsOps: true } }),
    database.order.count({ where: late }),
    database.order.findMany({
      where,
      include: { visit: true },
      orderBy: [{ needsOps: 'desc' }, { deadline: { sort: 'asc', nulls: 'last' } }, { createdAt: 'desc' }],
      take: query.limit ?? 100,
    }),
  ]);
  const list = 'ExecutionStatus="Running"';
  return {
    counts: Object.fromEntries(stages.map(({ stage, _count }) => [stage, _count])),
    needsOps,
    overdue,
    stuck: deps.watch?.stuck() ?? [],
    orders: await presentSummaries(database, rows),
    temporalListUrl: env.TEMPORAL_UI_URL
      ? `${env.TEMPORAL_UI_URL.replace(/\/$/, '')}/namespaces/${env.TEMPORAL_NAMESPACE}/workflows?query=${encodeURIComponent(list)}`
      : null,
  };
}
