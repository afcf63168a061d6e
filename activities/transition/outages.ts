import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/** ms since epoch */
export interface Span {
  from: number;
  to: number;
}

/** A component is down when it missed three heartbeats; see platform/heartbeat.ts. */
const MISSED_BEATS = 3;

/** Gaps between heartbeats, and a gap that still lasts: its row is written only when the component is back. */
export async function outagesWithin(tx: Tx, wait: Span, heartbeatMs: number): Promise<Span[]> {
  const rows = await tx.query<{ from_at: Date; to_at: Date }>(sql`
    SELECT from_at, to_at FROM outage WHERE from_at < ${new Date(wait.to)} AND to_at > ${new Date(wait.from)}
    UNION ALL
    SELECT last_at, now() FROM heartbeat
    WHERE last_at < now() - make_interval(secs => ${(MISSED_BEATS * heartbeatMs) / 1000}::float8)
      AND last_at < ${new Date(wait.to)} AND now() > ${new Date(wait.from)}`);
  return rows.map((row) => ({ from: row.from_at.getTime(), to: row.to_at.getTime() }));
}

/**
 * Length of the union of the spans inside the wait: an outage of two components counts once.
 */
export function lengthOf(spans: Span[], wait: Span): number {
  const inside = spans
    .map(({ from, to }) => ({ from: Math.max(from, wait.from), to: Math.min(to, wait.to) }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  let length = 0;
  let reached = wait.from;
  for (const { from, to } of inside) {
    length += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return length;
}
