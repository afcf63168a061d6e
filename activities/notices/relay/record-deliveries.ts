import { deliveries } from '#activities/worker/watch/activity-metrics.ts';
import { ORDER_CHANNEL } from '#contracts/names.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { Due } from './claim-deliveries.ts';

export interface Later {
  due: Due;
  /** ms since epoch */
  until: number;
}
export interface Done {
  due: Due;
  status: 'sent' | 'skipped';
}

/** Why a skipped delivery may have reached its person: an earlier attempt was made, and its result is not known. */
export const MAY_HAVE_ARRIVED = 'mayHaveArrived';

/** One statement for all of them. The rows are locked in one order, because another relay may lock some of them, too. */
export async function finishDeliveries(database: Database, done: Done[]): Promise<void> {
  if (done.length === 0) return;
  for (const { due, status } of done) deliveries.inc({ channel: due.channel, outcome: status });
  const inboxes = done.map(({ due, status }) => (due.reminder && status === 'sent' ? due.personId : null));
  await database.execute(sql`
    WITH given AS (
      SELECT d.notice_id, d.channel, g.status, g.inbox
      FROM unnest(${done.map(({ due }) => due.noticeId)}::uuid[], ${done.map(({ due }) => due.channel)}::text[],
        ${done.map(({ status }) => status)}::text[], ${inboxes}::text[]) AS g (notice_id, channel, status, inbox)
      JOIN delivery d ON d.notice_id = g.notice_id AND d.channel = g.channel AND d.status = 'waiting'
      ORDER BY d.notice_id, d.channel FOR UPDATE OF d
    ), done AS (
      UPDATE delivery d SET status = given.status, claimed_until = NULL,
        error = CASE WHEN given.status = 'skipped' AND d.attempts > 1 THEN ${MAY_HAVE_ARRIVED} END,
        sent_at = CASE WHEN given.status = 'sent' THEN now() END
      FROM given WHERE d.notice_id = given.notice_id AND d.channel = given.channel
      RETURNING given.inbox
    )
    SELECT pg_notify(${ORDER_CHANNEL}, 'inbox:' || inbox) FROM done WHERE inbox IS NOT NULL`);
}

/** They wait for the morning; it does not count as an attempt. */
export async function postponeDeliveries(database: Database, later: Later[]): Promise<void> {
  if (later.length === 0) return;
  await database.execute(sql`
    UPDATE delivery d SET next_at = given.until, claimed_until = NULL, attempts = d.attempts - 1
    FROM unnest(${later.map(({ due }) => due.noticeId)}::uuid[], ${later.map(({ due }) => due.channel)}::text[],
      ${later.map(({ until }) => new Date(until))}::timestamptz[]) AS given (notice_id, channel, until)
    WHERE d.notice_id = given.notice_id AND d.channel = given.channel AND d.status = 'waiting'`);
}
