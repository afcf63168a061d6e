import { ORDER_CHANNEL } from '#contracts/names.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/** More than a city meets in a minute; the rest comes with the next rounds. */
const BATCH = 500;

/**
 * Tells helper and ops 30, 7 and 1 days before a certificate runs out, and on the day it did: each once, by the key of
 * its notice. A certificate that is met late gets only the nearest of these warnings.
 */
export async function warnOfExpiry(input: { database: Database; now: Date }): Promise<number> {
  const { database, now } = input;
  const [row] = await database.query<{ count: bigint }>(sql`
    WITH due AS (
      SELECT k.helper_id, h.city, h.display_name, k.skill, k.certificate_until AS until,
        CASE WHEN k.certificate_until <= ${now} THEN 0
          WHEN k.certificate_until <= ${now}::timestamptz + interval '1 day' THEN 1
          WHEN k.certificate_until <= ${now}::timestamptz + interval '7 days' THEN 7 ELSE 30 END AS days
      FROM helper_skill k JOIN helper h ON h.id = k.helper_id JOIN person p ON p.id = h.id AND p.active
      WHERE k.certificate_until > ${now}::timestamptz - interval '1 day'
        AND k.certificate_until <= ${now}::timestamptz + interval '30 days'
    ), keyed AS (
      SELECT due.*, 'certificate:' || helper_id || ':' || skill || ':' || extract(epoch FROM until)::bigint || ':' || days AS key
      FROM due
    ), fresh AS (
      SELECT * FROM keyed WHERE NOT EXISTS (SELECT 1 FROM notice n WHERE n.key = keyed.key || ':' || helper_id)
      ORDER BY until LIMIT ${BATCH}
    ), addressed AS (
      SELECT fresh.*, helper_id AS person_id, true AS own FROM fresh
      UNION ALL
      SELECT fresh.*, p.id, false FROM fresh JOIN person p ON p.role = 'ops' AND p.active AND p.city = fresh.city
    ), told AS (
      INSERT INTO notice (id, key, person_id, template, params)
      SELECT gen_random_uuid(), key || ':' || person_id, person_id,
        CASE WHEN own THEN 'certificateEnds' ELSE 'opsCertificateEnds' END || CASE WHEN days = 0 THEN 'Now' ELSE '' END,
        jsonb_build_object('skill', skill, 'count', days, 'helper', display_name,
          -- The last day on which it counts.
          'until', to_char((until - interval '1 second') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))
      FROM addressed
      ON CONFLICT (key) DO NOTHING
      RETURNING id, person_id, template
    ), outgoing AS (
      INSERT INTO delivery (notice_id, channel, position, status)
      SELECT id, 'sms', 0, 'waiting' FROM told WHERE template LIKE 'certificateEnds%'
    )
    SELECT count(pg_notify(${ORDER_CHANNEL}, 'inbox:' || person_id)) AS count FROM told`);
  return Number(row?.count ?? 0);
}
