import { type Statement, sql } from '#platform/sql.ts';
import type { Over } from './what-is-over.ts';

/**
 * The part `silenced` of a larger statement: notices of an order that are no longer true are void, unless they have
 * gone out already.
 */
export function voidNoticesSql({ orderId, over }: { orderId: string; over: Over }): Statement {
  return sql`silenced AS (
      UPDATE notice n SET voided_at = now()
      WHERE order_id = ${orderId} AND wait LIKE ANY(${over.conditions}) AND voided_at IS NULL
        AND (due_at > now() OR EXISTS (SELECT 1 FROM delivery d WHERE d.notice_id = n.id AND d.status = 'waiting'))
    )`;
}
