import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { Place } from './distance.ts';

/** Where the visit of this order is. */
export async function siteOf(tx: Tx, orderId: string): Promise<Place> {
  const [site] = await tx.query<Place>(
    sql`SELECT latitude, longitude FROM inquiry WHERE order_id = ${orderId}`,
  );
  if (!site) throw new Error(`The inquiry of ${orderId} is missing`);
  return site;
}
