import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/** Those of these sessions that are still valid: not signed out, not expired, and the person is not blocked. */
export async function livingSessions(database: Database, tokens: string[]): Promise<Set<string>> {
  const rows = await database.query<{ token: string }>(sql`
    SELECT s.token FROM session s JOIN person p ON p.id = s."userId"::uuid AND p.active
    WHERE s.token = ANY(${tokens}) AND s."expiresAt" > now() AT TIME ZONE 'UTC'`);
  return new Set(rows.map(({ token }) => token));
}
