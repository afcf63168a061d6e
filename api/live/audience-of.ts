import type { Reader } from '#api/http/reader.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/**
 * For a version whose event does not contain its readers, as a transition's does
 * (activities/transition/transition.ts).
 */
export async function audienceOf(input: {
  database: Database;
  orderId: string;
  readers: Reader[];
}): Promise<Set<string>> {
  const [order] = await input.database.query<{ customerId: string; helperIds: (string | null)[] }>(sql`
    SELECT customer_id AS "customerId", helper_id || ARRAY(SELECT helper_id FROM candidate WHERE order_id = o.id)
      || ARRAY(SELECT helper_id FROM agreement WHERE order_id = o.id) AS "helperIds"
    FROM "order" o WHERE id = ${input.orderId}`);
  if (!order) return new Set();
  return new Set(
    input.readers
      .filter((reader) =>
        reader.role === 'customer' ? reader.id === order.customerId : order.helperIds.includes(reader.id),
      )
      .map((reader) => reader.id),
  );
}
