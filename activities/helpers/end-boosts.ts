import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/** Takes what has ended off the helpers' rank. Runs every minute in the worker; returns the number of helpers. */
export async function endBoosts(database: Database, now = new Date()): Promise<number> {
  return database.execute(sql`
    WITH ended AS (DELETE FROM helper_boost WHERE until <= ${now} RETURNING helper_id, points)
    UPDATE helper h SET boost = greatest(0, h.boost - e.points)
    FROM (SELECT helper_id, sum(points)::int AS points FROM ended GROUP BY helper_id) e WHERE h.id = e.helper_id`);
}
