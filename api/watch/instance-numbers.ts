import { Gauge } from 'prom-client';
import { OPEN } from '#api/orders/reads/open-stages.ts';
import { STUCK_KINDS, type Stuck } from '#contracts/watch/stuck.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

const openOrders = new Gauge({
  name: 'anjia_open_orders',
  help: 'Open orders by stage',
  labelNames: ['stage'],
});
const needOps = new Gauge({
  name: 'anjia_orders_needing_ops',
  help: 'Open orders that need operations, by reason',
  labelNames: ['reason'],
});
const overdue = new Gauge({
  name: 'anjia_oldest_overdue_seconds',
  help: 'How long ago the oldest passed deadline of an open order was; 0: none',
});
const outbox = new Gauge({ name: 'anjia_outbox_waiting', help: 'Messages that are due and not sent' });
const outboxAge = new Gauge({
  name: 'anjia_outbox_oldest_seconds',
  help: 'How long the oldest due message has waited; 0: none',
});
const silence = new Gauge({
  name: 'anjia_heartbeat_age_seconds',
  help: 'Time since the last sign of life of a component',
  labelNames: ['component'],
});
const stuckCount = new Gauge({
  name: 'anjia_stuck',
  help: 'Things that stand still, by kind (contracts/watch/stuck.ts); of each kind 100 are looked for',
  labelNames: ['kind'],
});
const stuckOrder = new Gauge({
  name: 'anjia_stuck_since_timestamp_seconds',
  help: 'Since when an order or a case stands still; of each kind the 100 oldest',
  labelNames: ['kind', 'order', 'case', 'reason'],
});
const lookedAt = new Gauge({
  name: 'anjia_watch_timestamp_seconds',
  help: 'When the API last looked for stuck orders',
});
/** Per kind, so that many of one kind do not end the alerts of another. */
const NAMED = 100;

/** Blocked subjects as metrics; without an order `order` is empty. */
export function showStuck(stuck: Stuck[]): void {
  stuckOrder.reset();
  for (const kind of STUCK_KINDS) {
    const ofKind = stuck.filter((one) => one.kind === kind);
    stuckCount.set({ kind }, ofKind.length);
    const oldest = ofKind.sort((a, b) => Date.parse(a.since) - Date.parse(b.since)).slice(0, NAMED);
    // The first word is a code; the rest (attempts, a failure) would make a new series each time.
    for (const { orderId, caseId, reason, since } of oldest)
      stuckOrder.set(
        { kind, order: orderId ?? '', case: caseId ?? '', reason: reason.split(/[ :]/)[0] ?? '' },
        Date.parse(since) / 1000,
      );
  }
  lookedAt.setToCurrentTime();
}

/** Open, waiting and late orders. */
export async function showInstance(database: Database): Promise<void> {
  const [orders, [late], [due], beats] = await Promise.all([
    database.query<{ stage: string; reason: string | null; count: number }>(sql`
      SELECT stage, CASE WHEN needs_ops THEN coalesce(needs_ops_reason, 'other') END AS reason, count(*)::int AS count
      FROM "order" WHERE stage IN (${OPEN}) GROUP BY 1, 2`),
    database.query<{ seconds: number }>(sql`
      SELECT coalesce(extract(epoch FROM now() - min(deadline)), 0)::float8 AS seconds
      FROM "order" WHERE stage IN (${OPEN}) AND deadline < now()`),
    database.query<{ waiting: number; seconds: number }>(sql`
      SELECT count(*)::int AS waiting, coalesce(extract(epoch FROM now() - min(next_at)), 0)::float8 AS seconds
      FROM delivery WHERE status = 'waiting' AND next_at <= now()`),
    database.query<{ component: string; seconds: number }>(sql`
      SELECT component, extract(epoch FROM now() - last_at)::float8 AS seconds FROM heartbeat`),
  ]);
  openOrders.reset();
  needOps.reset();
  for (const { stage, reason, count } of orders) {
    openOrders.inc({ stage }, count);
    if (reason) needOps.inc({ reason }, count);
  }
  overdue.set(late?.seconds ?? 0);
  outbox.set(due?.waiting ?? 0);
  outboxAge.set(due?.seconds ?? 0);
  for (const { component, seconds } of beats) silence.set({ component }, seconds);
}
