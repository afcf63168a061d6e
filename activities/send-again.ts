import type { Tx } from './order-row.ts';

/**
 * Notices of an order that reached nobody start once more with their first channel, at the next places: the order
 * hears of it again, should they fail again.
 */
export async function sendAgain(tx: Tx, orderId: string): Promise<void> {
  await tx.$executeRaw`
    WITH failed AS (
      SELECT n.id, (array_agg(d.channel ORDER BY d.position))[1] AS first, max(d.position) AS last
      FROM notice n JOIN delivery d ON d.notice_id = n.id
      WHERE n.order_id = ${orderId} AND n.voided_at IS NULL
      GROUP BY n.id HAVING bool_and(d.status = 'failed')
    ), cleared AS (
      DELETE FROM delivery d USING failed f WHERE d.notice_id = f.id AND d.channel <> f.first
    )
    UPDATE delivery d SET status = 'waiting', attempts = 0, error = NULL, claimed_until = NULL, next_at = now(),
      position = f.last + 1
    FROM failed f WHERE d.notice_id = f.id AND d.channel = f.first`;
}
