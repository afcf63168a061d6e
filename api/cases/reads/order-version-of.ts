import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { Case } from '#prisma/generated/client.ts';

/**
 * The version of the order after a decision of this case: that of the transition which applied it (its cause is
 * `<caseId>/<round>/<n>`), so that a repeated call always gets the same answer.
 */
export async function orderVersionOf(input: {
  database: Database;
  order: Pick<StoredOrder, 'id' | 'version'>;
  found: Pick<Case, 'id' | 'round'>;
}): Promise<number> {
  const { database, order, found } = input;
  const [row] = await database.query<{ version: number | null }>(sql`
    SELECT max(version)::int AS version FROM order_event
    WHERE order_id = ${order.id} AND starts_with(cause, ${`${found.id}/${found.round}/`})`);
  return row?.version ?? order.version;
}
