import { Refused } from '#api/http/refused.ts';
import type { Database, Queries } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/** At most `most` in `seconds`, from the first on. */
export interface Limit {
  key: string;
  most: number;
  seconds: number;
}
interface Full {
  key: string;
  seconds: number;
}

/** The limits that are reached, with how long until each ends, the longest first. */
export function fullLimits(database: Queries, limits: readonly Limit[]): Promise<Full[]> {
  return database.query<Full>(sql`
    SELECT c.key, ceil(extract(epoch FROM c.ends_at - now()))::int AS seconds
    FROM unnest(${limits.map(({ key }) => key)}::text[], ${limits.map(({ most }) => most)}::int[]) AS l(key, most)
    JOIN attempt_count c ON c.key = l.key AND c.ends_at > now() AND c.count >= l.most ORDER BY 2 DESC`);
}

/** One more under each key. */
export async function count(database: Queries, limits: readonly Limit[]): Promise<void> {
  // In one order, so that two calls cannot wait for each other.
  const sorted = limits.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  await database.execute(sql`DELETE FROM attempt_count WHERE ends_at < now() - interval '1 hour'`);
  await database.execute(sql`
    INSERT INTO attempt_count AS c (key, count, ends_at)
    SELECT l.key, 1, now() + make_interval(secs => l.seconds)
    FROM unnest(${sorted.map(({ key }) => key)}::text[], ${sorted.map(({ seconds }) => seconds)}::int[]) AS l(key, seconds)
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN c.ends_at > now() THEN c.count + 1 ELSE 1 END,
      ends_at = CASE WHEN c.ends_at > now() THEN c.ends_at ELSE excluded.ends_at END`);
}

/** Counts one more under each key, or counts nothing and refuses with how long to wait. */
export async function countOrRefuse(database: Database, limits: readonly Limit[]): Promise<void> {
  const full = await database.transaction(async (tx) => {
    // Calls for one phone one after the other: else two at once would both be the last that is allowed.
    await tx.execute(
      sql`SELECT pg_advisory_xact_lock(hashtextextended(${`attempts ${limits[0]!.key}`}, 0))::text`,
    );
    const reached = await fullLimits(tx, limits);
    if (reached.length === 0) await count(tx, limits);
    return reached;
  });
  if (full.length > 0) throw waitFor(full[0]!.seconds);
}

/** What was counted did not happen. */
export async function uncount(database: Queries, limits: readonly Limit[]): Promise<void> {
  await database.execute(sql`
    UPDATE attempt_count SET count = count - 1
    WHERE key = ANY(${limits.map(({ key }) => key)}::text[]) AND count > 0 AND ends_at > now()`);
}

export const waitFor = (seconds: number): Refused =>
  new Refused('TooManyRequests', { headers: { 'retry-after': String(Math.max(1, seconds)) } });
