import { type AddressedNotice, addressStaff } from '#activities/notices/address-staff.ts';
import { insertNoticesSql } from '#activities/notices/insert-notices.ts';
import { noticesOf } from '#activities/notices/notices-of.ts';
import { ORDER_CHANNEL } from '#contracts/names.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/** More than a city needs in a minute; the rest follows in the next rounds. */
const BATCH = 500;

/**
 * Warns helper and ops 30, 7 and 1 days before a certificate expires, and on the day it did: each once, by the key of
 * its notice. For a certificate found late, only the nearest of these warnings is sent. Returns the number of notices.
 */
export async function warnOfExpiry(input: { database: Database; now: Date }): Promise<number> {
  const { database, now } = input;
  const running = await runningOut(database, now);
  if (running.length === 0) return 0;
  const notices = await addressStaff(
    database,
    running.flatMap((one) => warningsOf(one, now)),
  );
  return insert(database, notices);
}

interface RunningOut {
  helperId: string;
  city: string;
  displayName: string;
  skill: string;
  until: Date;
  /** 30, 7, 1, or 0 when it has expired */
  days: number;
  /** The unique name of this warning. */
  key: string;
}

/** Certificates whose next warning has not been written. */
async function runningOut(database: Database, now: Date): Promise<RunningOut[]> {
  return database.query<RunningOut>(sql`
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
    )
    SELECT helper_id AS "helperId", city, display_name AS "displayName", skill, until, days, key
    FROM keyed WHERE NOT EXISTS (SELECT 1 FROM notice n WHERE n.key = keyed.key || ':' || helper_id)
    ORDER BY until LIMIT ${BATCH}`);
}

function warningsOf(one: RunningOut, now: Date) {
  const { helperId: id, city, displayName, skill, days, key } = one;
  // The last day on which it counts.
  const until = new Date(one.until.getTime() - 1_000).toISOString();
  const drafts = noticesOf({
    subject: 'helper',
    id,
    row: { id, city, displayName },
    version: 0,
    at: now.toISOString(),
    events: [{ kind: 'certificateEnds', payload: { skill, until, days } }],
  });
  return drafts.map((draft) => ({ ...draft, key: `${key}:*` }));
}

async function insert(database: Database, notices: AddressedNotice[]): Promise<number> {
  const [row] = await database.query<{ count: bigint }>(sql`
    WITH ${insertNoticesSql({ notices, now: sql`now()` })}
    SELECT count(pg_notify(${ORDER_CHANNEL}, 'inbox:' || person_id)) AS count FROM inserted_notice`);
  return Number(row?.count ?? 0);
}
