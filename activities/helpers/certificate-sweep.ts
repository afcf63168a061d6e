import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { tellUnfit, type UnfitMessage } from './unfit-helpers.ts';
import { warnOfExpiry } from './warn-of-expiry.ts';

/**
 * Runs every minute in the worker: notifies orders whose visit ends after the expiry of a required certificate, or whose helper lacks one (once),
 * warns helpers and ops before, and sends notifications that an earlier change could not send.
 */
export async function sweepCertificates(input: {
  database: Database;
  signal: (message: UnfitMessage) => Promise<unknown>;
  now?: Date;
  onFailure?: (error: unknown) => void;
}): Promise<{ found: number; warned: number; told: number }> {
  const { database, now = new Date() } = input;
  const found = await findExpired(database);
  const warned = await warnOfExpiry({ database, now });
  const told = await tellUnfit(input);
  return { found, warned, told };
}

/** One row for each order and certificate, however often the sweep runs. */
async function findExpired(database: Database): Promise<number> {
  return database.execute(sql`
    INSERT INTO unfit_helper (id, key, order_id, helper_id, reason)
    SELECT DISTINCT ON (key) gen_random_uuid(), key, order_id, helper_id, 'certificateExpired'
    FROM (
      SELECT b.order_id, b.helper_id,
        b.order_id || '/' || b.helper_id || '/certificate/' || k.skill || '/' || extract(epoch FROM k.counts_until)::bigint AS key
      FROM helper_skill k
      JOIN booking b ON b.helper_id = k.helper_id AND b.status IN ('held', 'confirmed') AND b.ends_at > k.counts_until
      JOIN "order" o ON o.id = b.order_id AND o.helper_id = b.helper_id AND o.stage IN ('agreement', 'scheduled', 'visit')
      JOIN service s ON s.code = o.service_code 
      JOIN inquiry i ON i.order_id = o.id AND (k.skill = ANY(s.skills) OR k.skill = 'illness:' || (i.wishes ->> 'illness'))
      LEFT JOIN visit v ON v.order_id = o.id
      WHERE k.counts_until IS NOT NULL AND v.checked_in_at IS NULL
    ) AS unfit
    WHERE NOT EXISTS (SELECT 1 FROM unfit_helper u WHERE u.key = unfit.key)
    ON CONFLICT (key) DO NOTHING`);
}
