import { ORDER_CHANNEL } from '#contracts/names.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/** Notifies the screens of customers whose shortlist contains this helper; they reload. */
export async function tellOpenSelections(tx: Tx, helperId: string): Promise<void> {
  await tx.execute(sql`
    SELECT count(pg_notify(${ORDER_CHANNEL}, o.id || ':' || o.version))
    FROM candidate c JOIN "order" o ON o.id = c.order_id AND o.round = c.round AND o.stage = 'selection'
    WHERE c.helper_id = ${helperId}::uuid AND c.status IN ('offered', 'accepted')`);
}
