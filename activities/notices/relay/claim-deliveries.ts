import type { Channel } from '#activities/gateways/gateway.ts';
import { parsePolicy } from '#contracts/catalogue/parse-policy.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

const BATCH = 50;
const CLAIM_SECONDS = 15;

/** A due message of one notice on one channel, with what its text needs. */
export interface Due {
  noticeId: string;
  channel: Channel;
  position: number;
  attempts: number;
  orderId: string | null;
  personId: string;
  template: string;
  params: Record<string, unknown>;
  urgent: boolean;
  voided: boolean;
  /** It is not sent after this; null for none, and for notices of an older version. */
  validUntil: Date | null;
  reminder: boolean;
  locale: string;
  /** Of its order; the standard one for a notice without an order. */
  policy: Policy;
  serviceZh: string | null;
  serviceEn: string | null;
  startCode: string | null;
}

type Row = Omit<Due, 'policy'> & { policy: unknown };

/** Claims due deliveries for a short time; the claims of a relay that dies expire. */
export async function claimDeliveries(database: Database): Promise<Due[]> {
  const rows = await database.query<Row>(sql`
    WITH due AS (
      SELECT ctid FROM delivery
      WHERE status = 'waiting' AND next_at <= now() AND (claimed_until IS NULL OR claimed_until < now())
      ORDER BY next_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    ), claimed AS (
      -- By ctid: the rows are locked, so they do not move, and no scan is needed to find them again.
      UPDATE delivery d SET claimed_until = now() + make_interval(secs => ${CLAIM_SECONDS}::float8), attempts = d.attempts + 1
      WHERE d.ctid = ANY(ARRAY(SELECT ctid FROM due))
      RETURNING d.*
    )
    SELECT c.notice_id AS "noticeId", c.channel, c.position, c.attempts, n.order_id AS "orderId",
      n.person_id AS "personId", n.template, n.params, n.urgent, n.voided_at IS NOT NULL AS voided,
      n.valid_until AS "validUntil", n.due_at > n.created_at + interval '1 second' AS reminder, p.locale, o.policy, s.name_zh AS "serviceZh", s.name_en AS "serviceEn",
      v.start_code AS "startCode"
    FROM claimed c
    JOIN notice n ON n.id = c.notice_id
    JOIN person p ON p.id = n.person_id
    LEFT JOIN "order" o ON o.id = n.order_id
    LEFT JOIN service s ON s.code = n.params ->> 'serviceCode'
    LEFT JOIN visit v ON v.order_id = n.order_id`);
  return rows.map((row) => ({ ...row, policy: parsePolicy(row.policy) }));
}
