import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/**
 * Checks the database with a write: a standby and a full disk answer every SELECT, and orders are blocked all the
 * same. The worker's own row is written back unchanged, so that no heartbeat is invented.
 */
export async function databaseFault(
  database: Database,
  within: <T>(work: PromiseLike<T>) => Promise<T>,
): Promise<'noAnswer' | 'notWritten' | null> {
  try {
    await within(database.execute(sql`UPDATE heartbeat SET last_at = last_at WHERE component = 'worker'`));
    return null;
  } catch {
    return within(database.execute(sql`SELECT 1`)).then(
      () => 'notWritten',
      () => 'noAnswer',
    );
  }
}
