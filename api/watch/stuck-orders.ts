import { SINCE_CLOSING } from '#activities/notices/retry-bounced-notices.ts';
import { OPEN } from '#api/orders/reads/open-stages.ts';
import type { Stuck } from '#contracts/watch/stuck.ts';
import type { Database } from '#platform/database.ts';
import { type Statement, sql } from '#platform/sql.ts';

/** A timer fires and is processed within this time; later than that the order is blocked. */
const MOVES_WITHIN_SECONDS = 20;
/** The API starts a workflow at once; if it could not, the worker starts it within 25 s (start-waiting-orders.ts). */
const STARTS_WITHIN_SECONDS = 30;

/** Per kind, the oldest first: many of one kind do not hide another. */
const MOST = 100;

const agoSeconds = (seconds: number): Statement => sql`now() - make_interval(secs => ${seconds}::float8)`;

/** Problems visible in the projection alone: orders and cases that wait longer than they may. */
export async function stuckOrders(database: Database): Promise<Stuck[]> {
  const rows = await database.query<Omit<Stuck, 'since'> & { since: Date }>(sql`
    SELECT kind, "orderId", "caseId", reason, since FROM (
      SELECT *, row_number() OVER (PARTITION BY kind ORDER BY since) AS place FROM (
        SELECT 'deadlinePassed' AS kind, o.id AS "orderId", NULL::uuid AS "caseId", o.stage AS reason,
          o.deadline AS since
        FROM "order" o
        WHERE o.stage IN (${OPEN}) AND o.deadline < ${agoSeconds(MOVES_WITHIN_SECONDS)}
          -- What waits for a case has the due time of that case, which may have moved.
          AND NOT EXISTS (SELECT FROM "case" c WHERE c.order_id = o.id AND c.status = 'open' AND c.version > 0
            AND c.kind = o.needs_ops_reason)
        UNION ALL
        -- Its due time passed and nobody was alerted again, which would have moved it.
        SELECT 'deadlinePassed', c.order_id, c.id, c.kind, c.due_at
        FROM "case" c
        WHERE c.status = 'open' AND c.version > 0 AND c.due_at < ${agoSeconds(MOVES_WITHIN_SECONDS)}
        UNION ALL
        SELECT 'notStarted', c.order_id, c.id, 'noWorkflow', c.opened_at
        FROM "case" c
        WHERE c.status = 'open' AND c.version > 0 AND NOT c.workflow_started
          AND c.opened_at < ${agoSeconds(STARTS_WITHIN_SECONDS)}
        UNION ALL
        SELECT 'notStarted', o.id, NULL, 'noWorkflow', o.created_at
        FROM "order" o
        WHERE NOT o.workflow_started AND o.created_at < ${agoSeconds(STARTS_WITHIN_SECONDS)}
        UNION ALL
        SELECT 'unsigned', o.id, NULL, o.waiting_for, o.deadline - (o.policy ->> 'agreementLimit')::interval / 4
        FROM "order" o
        WHERE o.stage = 'agreement' AND o.deadline > now() AND NOT o.needs_ops
          AND o.deadline - now() < (o.policy ->> 'agreementLimit')::interval / 4
        UNION ALL
        SELECT 'noCheckIn', o.id, NULL, coalesce(o.needs_ops_reason, 'late'), late.at
        FROM "order" o
        JOIN visit v ON v.order_id = o.id AND v.checked_in_at IS NULL
        CROSS JOIN LATERAL (
          SELECT v.starts_at + (o.policy ->> 'lateAfter')::interval - make_interval(secs => o.clock_shift_ms / 1000.0) AS at
        ) AS late
        WHERE o.stage = 'visit' AND late.at < now()
        UNION ALL
        SELECT 'noticeBounced', o.id, NULL, coalesce(bounced.channel, 'notice'), coalesce(bounced.at, o.updated_at)
        FROM "order" o
        LEFT JOIN LATERAL (
          SELECT d.channel, e.at FROM order_event e
          LEFT JOIN notice n ON n.order_id = e.order_id AND n.id::text = e.payload ->> 'noticeId'
          LEFT JOIN delivery d ON d.notice_id = n.id AND d.status = 'failed'
          WHERE e.order_id = o.id AND e.kind = 'noticeBounced'
          ORDER BY e.id DESC, d.position DESC LIMIT 1
        ) AS bounced ON true
        WHERE o.stage IN (${OPEN}) AND o.needs_ops_reason = 'noticeBounced'
        UNION ALL
        -- No workflow hears of what bounces after the end: a helper may travel to a visit that was cancelled.
        SELECT 'noticeBounced', o.id, NULL, min(d.channel), min(d.next_at)
        FROM delivery d
        JOIN notice n ON n.id = d.notice_id AND n.voided_at IS NULL
        JOIN "order" o ON o.id = n.order_id AND o.stage = 'closed' AND ${SINCE_CLOSING}
        WHERE d.status = 'failed' AND d.next_at > now() - interval '3 days'
          AND NOT EXISTS (SELECT FROM delivery next WHERE next.notice_id = d.notice_id AND next.position > d.position)
        GROUP BY o.id
      ) AS stuck
    ) AS placed
    WHERE place <= ${MOST} ORDER BY since`);
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
}
