/**
 * Notices of an order that reached nobody and are still true, as `failed` (id, first channel, last place). Of a closed
 * order only those of its end and of later: an offer that is over needs no message.
 */
const failedOf = (orderId: string) => sql`failed AS (
    SELECT n.id, (array_agg(d.channel ORDER BY d.position))[1] AS first, max(d.position) AS last
    FROM notice n JOIN delivery d ON d.notice_id = n.id JOIN "order" o ON o.id = n.order_id
    WHERE n.order_id = ${orderId} AND n.voided_at IS NULL
      AND (n.valid_until IS NULL OR n.valid_until > now()) AND (o.closed_at IS NULL OR ${SINCE_CLOSING})
    GROUP BY n.id HAVING bool_and(d.status = 'failed')
  )`;

/** A notice n of the closing of order o, or of later; the clocks of worker and database may differ. */
export const SINCE_CLOSING = sql`n.created_at >= o.closed_at - interval '1 minute'`;

/**
 * They start once more with their first channel, at the next positions: if they fail again, the order is signalled
 * again. Answers how many.
 */
export async function retryBouncedNotices(tx: Tx, orderId: string): Promise<number> {
  return tx.execute(sql`
    WITH ${failedOf(orderId)}, cleared AS (
      DELETE FROM delivery d USING failed f WHERE d.notice_id = f.id AND d.channel <> f.first
    )
    UPDATE delivery d SET status = 'waiting', attempts = 0, error = NULL, claimed_until = NULL, next_at = now(),
      position = f.last + 1
    FROM failed f WHERE d.notice_id = f.id AND d.channel = f.first`);
}

/** They are not sent any more, because staff called the person. Answers the number of deliveries. */
export async function markToldByPhone(tx: Pick<Tx, 'execute'>, orderId: string): Promise<number> {
  return tx.execute(sql`
    WITH ${failedOf(orderId)}
    UPDATE delivery d SET status = 'skipped', error = 'toldByPhone' FROM failed f WHERE d.notice_id = f.id`);
}

import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
