import type pg from 'pg';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { Policy } from '#contracts/policy.ts';
import { CITY } from '#prisma/seed/catalogue.ts';

/** The policy of the storm: long deadlines, many rounds, visits at any hour. */
const LONG: Policy = {
  ...STANDARD_POLICY,
  visitHours: { from: '00:00', to: '24:00' },
  selectionLimit: '24 hours',
  agreementLimit: '24 hours',
  matchingLimit: '24 hours',
  maxRounds: 10_000,
  maxUnsigned: 10_000,
  maxReschedules: 10_000,
  rescheduleReach: '365 days',
  restBetweenDays: '0 hours',
  maxDailyMinutes: 24 * 60,
  maxWeeklyMinutes: 7 * 24 * 60,
};
/** No holds before the choice, so that one helper is on every shortlist. */
export const SOFT = {
  service: 'dailyCleaning',
  firmHolds: { plenty: 0, some: 0, scarce: 0 },
  maxSoftHolds: 100_000,
};
/** The first of a shortlist is held, so that a named helper is on one shortlist only. */
export const FIRM = { service: 'hourlyHelp', firmHolds: { plenty: 1, some: 1, scarce: 1 }, maxSoftHolds: 2 };

/** Policies for the storm, and several times the helpers, so that hundreds of orders of the same hour find somebody. */
export async function prepareCity(
  database: pg.Client,
  { copies, helperIds }: { copies: number; helperIds: string[] },
): Promise<void> {
  for (const { service, firmHolds, maxSoftHolds } of [SOFT, FIRM]) {
    const body = { ...LONG, firmHolds, maxSoftHolds };
    await database.query(
      `INSERT INTO policy (city, service_code, key, body) VALUES ($1, $2, 'standard', $3)
       ON CONFLICT (city, service_code, key) DO UPDATE SET body = excluded.body`,
      [CITY, service, body],
    );
  }
  for (let copy = 0; copy < copies; copy += 1) await copyHelpers(database, copy);
  await neverRest(database, helperIds);
}

/** The wanted helpers work at every hour, so that only other bookings conflict. */
async function neverRest(database: pg.Client, helperIds: string[]): Promise<void> {
  await database.query('UPDATE helper SET weekly_hours = 168 WHERE id = ANY($1)', [helperIds]);
  await database.query('DELETE FROM working_time WHERE helper_id = ANY($1)', [helperIds]);
  await database.query(
    `INSERT INTO working_time (id, helper_id, weekday, start_minute, end_minute)
     SELECT gen_random_uuid(), h, d, 0, 1440 FROM unnest($1::uuid[]) h, generate_series(1, 7) d`,
    [helperIds],
  );
}

async function copyHelpers(database: pg.Client, copy: number): Promise<void> {
  // Version 4, which the contracts require of an id.
  const id = (column: string) =>
    `overlay(overlay(md5('storm ' || ${copy} || ${column}) placing '4' from 13) placing '8' from 17)::uuid`;
  const columns = async (table: string, without: string[]) => {
    const { rows } = await database.query<{ name: string }>(
      `SELECT quote_ident(attname) AS name FROM pg_attribute
       WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attname <> ALL($2)`,
      [table, without],
    );
    return rows.map(({ name }) => name).join(', ');
  };
  // Those of the seed: version 5 ids; the copies are made of a hash.
  const seeded = `substr(id::text, 15, 1) = '5'`;
  // Copies sort last, so that those of the seed stay among the demo people.
  const person = await columns('person', ['id', 'created_at']);
  const helper = await columns('helper', ['id']);
  const skill = await columns('helper_skill', ['helper_id']);
  const time = await columns('working_time', ['id', 'helper_id']);
  await database.query(`
    INSERT INTO person (id, created_at, ${person}) SELECT ${id('id')}, now(), ${person} FROM person WHERE role = 'helper' AND ${seeded}
      ON CONFLICT DO NOTHING;
    -- Whoever has no phone bounces every notice, and her orders wait for ops.
    INSERT INTO person_private (person_id, name, phone, phone_hash)
      SELECT ${id('person_id')}, name, '+86190' || lpad((abs(hashtext(person_id::text || ${copy})) % 100000000)::text, 8, '0'),
        'storm ' || ${copy} || person_id
      FROM person_private p JOIN person ON person.id = p.person_id AND person.role = 'helper' AND substr(p.person_id::text, 15, 1) = '5'
      ON CONFLICT DO NOTHING;
    INSERT INTO helper (id, ${helper}) SELECT ${id('id')}, ${helper} FROM helper WHERE ${seeded} ON CONFLICT DO NOTHING;
    INSERT INTO helper_skill (helper_id, ${skill})
      SELECT ${id('helper_id')}, ${skill} FROM helper_skill WHERE helper_id IN (SELECT id FROM helper WHERE ${seeded})
      ON CONFLICT DO NOTHING;
    INSERT INTO working_time (id, helper_id, ${time})
      SELECT gen_random_uuid(), ${id('helper_id')}, ${time} FROM working_time
      WHERE helper_id IN (SELECT id FROM helper WHERE ${seeded})
        AND NOT EXISTS (SELECT 1 FROM working_time there WHERE there.helper_id = ${id('working_time.helper_id')});`);
}
