import { readOrder, type StoredOrder } from '#activities/order-rows/order-row.ts';
import type { Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import { isStaff, STAFF } from '#contracts/people/roles.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { Prisma } from '#prisma/generated/client.ts';

/**
 * Which orders this reader may see: a customer their own; a helper those with an offer, an agreement or a booking of
 * theirs; staff those of their city.
 * @internal tests compare it with the same rule in SQL
 */
export function visibleTo(reader: Reader): Prisma.OrderWhereInput {
  if (isStaff(reader)) return { city: reader.city };
  if (reader.role === 'customer') return { customerId: reader.id };
  return {
    OR: [
      { helperId: reader.id },
      { candidates: { some: { helperId: reader.id } } },
      { agreements: { some: { helperId: reader.id } } },
    ],
  };
}

const OF_STAFF = sql.raw(STAFF.map((role) => `'${role}'`).join(', '));
/** The same rule in SQL, for a person p and an order o. */
export const VISIBLE = sql`((p.role IN (${OF_STAFF}) AND o.city = p.city) OR (p.role = 'customer' AND o.customer_id = p.id)
  OR (p.role = 'helper' AND (o.helper_id = p.id
    OR EXISTS (SELECT 1 FROM candidate c WHERE c.order_id = o.id AND c.helper_id = p.id)
    OR EXISTS (SELECT 1 FROM agreement a WHERE a.order_id = o.id AND a.helper_id = p.id))))`;

/** The order, if the reader may see it. Another person's order gives the same answer as a missing one. */
export async function findOrder(input: {
  database: Database;
  reader: Reader;
  orderId: string;
}): Promise<StoredOrder> {
  const { database, reader, orderId } = input;
  const { asked } = reader;
  const order = asked?.orderId === orderId ? asked.row : await visibleOrder(database, reader, orderId);
  if (!order) throw new Refused('NotFound');
  return order;
}

async function visibleOrder(
  database: Database,
  reader: Reader,
  orderId: string,
): Promise<StoredOrder | null> {
  const where = { AND: [{ id: orderId }, visibleTo(reader)] };
  const row = await database.models.order.findFirst({ where });
  return row && readOrder(row);
}
