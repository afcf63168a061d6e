import { lockHelpersOf } from '#activities/calendars/booking.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/** Holds last as long as the decision they are kept for. */
export async function extendHolds(tx: Tx, orderId: string, ms: number): Promise<void> {
  if (!(await lockHelpersOf(tx, orderId))) return;
  await tx.execute(sql`
    UPDATE booking SET held_until = held_until + make_interval(secs => ${ms / 1000}::float8), updated_at = now()
    WHERE order_id = ${orderId} AND status = 'held'`);
}
