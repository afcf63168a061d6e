import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

const count = async (database: pg.Client, sql: string, values: unknown[] = []): Promise<number> =>
  Number((await database.query<{ n: string }>(sql, values)).rows[0]!.n);

/** Sessions report their statistics about a second later. */
export async function deadlocksOf(database: pg.Client): Promise<number> {
  await sleep(1_500);
  return count(database, 'SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()');
}

/** Checks the rows themselves, not the constraint that should have prevented it. */
export function doubleBooked(database: pg.Client): Promise<number> {
  return count(
    database,
    `SELECT count(*) AS n FROM booking a JOIN booking b ON a.helper_id = b.helper_id AND a.id < b.id
       AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at
     WHERE a.status IN ('held', 'confirmed') AND b.status IN ('held', 'confirmed')`,
  );
}

/** How many of these orders have booked the helper. */
export function holdersOf(database: pg.Client, helperId: string, orderIds: string[]): Promise<number> {
  return count(
    database,
    `SELECT count(DISTINCT order_id) AS n FROM booking
     WHERE helper_id = $1 AND order_id = ANY($2) AND status IN ('held', 'confirmed')`,
    [helperId, orderIds],
  );
}

/** True if the helper of this request is on the order's current shortlist. */
export async function isOnShortlist(
  database: pg.Client,
  { orderId, body }: { orderId: string; body: unknown },
): Promise<boolean> {
  const { helperId } = body as { helperId: string };
  const found = await count(
    database,
    `SELECT count(*) AS n FROM candidate c JOIN "order" o ON o.id = c.order_id AND o.round = c.round
     WHERE o.id = $1 AND c.helper_id = $2`,
    [orderId, helperId],
  );
  return found > 0;
}
