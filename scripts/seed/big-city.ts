import type pg from 'pg';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { CITY, DISTRICTS, SERVICES } from '#prisma/seed/catalogue.ts';

export interface CitySize {
  helpers: number;
  bookings: number;
}

/** How many of a hundred live in each district, and how far (degrees) its homes lie around its seat. */
const SPREAD: Record<string, [percent: number, degrees: number]> = {
  '370303': [25, 0.045],
  '370302': [15, 0.06],
  '370305': [15, 0.06],
  '370321': [12, 0.05],
  '370306': [10, 0.04],
  '370304': [9, 0.05],
  '370322': [7, 0.07],
  '370323': [7, 0.09],
};
const SKILLS: [skill: string, percent: number, certificate: string | null][] = [
  ['cleaning', 55, null],
  ['deepCleaning', 30, null],
  ['cooking', 30, null],
  ['elderCare', 25, '养老护理员证'],
  ['babyCare', 18, '母婴护理员证'],
  ['applianceCleaning', 12, '家电清洗职业技能证'],
  ['maternityCare', 8, '高级月嫂证'],
  ['illness:stroke', 8, null],
  ['illness:dementia', 6, null],
  ['illness:diabetes', 10, null],
];

/**
 * Fills an empty, migrated database with one large city: helpers with skills, certificates, working times, leave,
 * and bookings within 30 days of `today` on either side. The same sizes and day give the same city. Owner role only.
 */
export async function seedBigCity(input: {
  owner: pg.Client;
  size: CitySize;
  today: Date;
  say: (text: string) => void;
}) {
  const { owner, size, say } = input;
  const midnight = `'${input.today.toISOString().slice(0, 10)}T00:00:00+08:00'::timestamptz`;
  const run = async (what: string, sql: string): Promise<void> => {
    const startedAt = Date.now();
    const { rowCount } = await owner.query(sql);
    say(`${what}: ${rowCount ?? 0} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
  };
  await owner.query(`CREATE FUNCTION pg_temp.r(n bigint, k int) RETURNS float8 LANGUAGE sql IMMUTABLE AS
    $$ SELECT (hashint8extended(n, k) & 2147483647) / 2147483648.0::float8 $$`);
  await owner.query(`CREATE FUNCTION pg_temp.bell(n bigint, k int) RETURNS float8 LANGUAGE sql IMMUTABLE AS
    $$ SELECT sqrt(-2 * ln(pg_temp.r(n, k) + 1e-9)) * cos(2 * pi() * pg_temp.r(n, k + 1)) $$`);
  await owner.query(`CREATE FUNCTION pg_temp.id(what text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$ SELECT md5(what || ' ' || n)::uuid $$`);
  // Rows are right by construction: triggers and foreign keys are looked at afterwards, for all at once.
  await owner.query(
    "SET session_replication_role = replica; SET synchronous_commit = off; SET work_mem = '256MB'",
  );
  await catalogue(owner);
  await run(
    'persons',
    `INSERT INTO person (id, role, city) SELECT pg_temp.id('helper', n), 'helper', '${CITY}' FROM generate_series(1, ${size.helpers}) n
     UNION ALL SELECT pg_temp.id('customer', n), 'customer', '${CITY}' FROM generate_series(1, ${customers(size)}) n`,
  );
  await run('helpers', helpersSql(size));
  await run('skills', skillsSql(size, midnight));
  await run('skills placed', 'SELECT place_skills(ARRAY(SELECT id FROM helper))');
  await run('working times', workingTimesSql(size));
  await run('leaves', leavesSql(size, midnight));
  await run(
    'blocks',
    `INSERT INTO block (blocker_id, blocked_id)
    SELECT pg_temp.id('customer', 1 + n % ${customers(size)}), pg_temp.id('helper', n * 37 % ${size.helpers} + 1)
    FROM generate_series(1, ${Math.ceil(size.helpers / 20)}) n ON CONFLICT DO NOTHING`,
  );
  await bookings({ owner, run, size, midnight });
  await owner.query('SET session_replication_role = origin');
  await run('statistics', 'VACUUM (ANALYZE)');
}

const customers = ({ helpers }: CitySize): number => Math.max(10, Math.round(helpers / 5));

async function catalogue(owner: pg.Client): Promise<void> {
  await owner.query(
    `INSERT INTO district (code, city, name_zh, name_en, latitude, longitude)
     SELECT code, city, "nameZh", "nameEn", latitude, longitude
     FROM jsonb_to_recordset($1) AS d (code text, city text, "nameZh" text, "nameEn" text, latitude float8, longitude float8)`,
    [JSON.stringify(DISTRICTS)],
  );
  await owner.query(
    `INSERT INTO service (code, name_zh, name_en, description_zh, description_en, unit, shape, standard_minutes,
       usual_quantity, price_fen, skills, position)
     SELECT code, "nameZh", "nameEn", "descriptionZh", "descriptionEn", unit, shape, "standardMinutes", "usualQuantity",
       "priceFen", skills, position
     FROM jsonb_to_recordset($1) AS s (code text, "nameZh" text, "nameEn" text, "descriptionZh" text, "descriptionEn" text,
       unit text, shape text, "standardMinutes" int, "usualQuantity" int, "priceFen" int, skills text[], position int)`,
    [JSON.stringify(SERVICES)],
  );
  await owner.query("INSERT INTO policy (city, service_code, key, body) VALUES ($1, '*', $2, $3)", [
    CITY,
    STANDARD_POLICY.key,
    STANDARD_POLICY,
  ]);
}

function helpersSql({ helpers }: CitySize): string {
  let from = 0;
  const homes = DISTRICTS.map(({ code, latitude, longitude }) => {
    const [percent, degrees] = SPREAD[code] ?? [0, 0.05];
    const row = `('${code}', ${latitude}, ${longitude}, ${from / 100}, ${(from + percent) / 100}, ${degrees})`;
    from += percent;
    return row;
  });
  return `
    INSERT INTO helper (id, display_name, city, home_district, home_latitude, home_longitude, reach_metres, sex, birth_year,
      level, years, rating_sum, rating_count, completed_count, boost, recommended, auto_accept, weekly_hours, dialects,
      brands, habits, works_holidays)
    SELECT pg_temp.id('helper', n), '阿姨·' || n, '${CITY}', d.code,
      d.latitude + pg_temp.bell(n, 10) * d.spread, d.longitude + pg_temp.bell(n, 12) * d.spread * 1.25,
      (ARRAY[3000, 5000, 6000, 8000, 8000, 10000, 12000, 15000])[1 + floor(pg_temp.r(n, 14) * 8)::int],
      CASE WHEN pg_temp.r(n, 15) < 0.12 THEN 'male' ELSE 'female' END, 1964 + floor(pg_temp.r(n, 16) * 40)::int,
      (ARRAY['junior', 'senior', 'senior', 'expert'])[1 + floor(pg_temp.r(n, 17) * 4)::int],
      1 + floor(pow(pg_temp.r(n, 18), 2) * 20)::int,
      round(c.rated * least(500, greatest(300, 460 + pg_temp.bell(n, 19) * 22)))::int, c.rated, c.done,
      CASE WHEN pg_temp.r(n, 21) < 0.1 THEN 5 * (1 + floor(pg_temp.r(n, 22) * 6)::int) ELSE 0 END,
      pg_temp.r(n, 23) > 0.02, pg_temp.r(n, 24) < 0.15, (ARRAY[24, 40, 44, 48])[1 + floor(pg_temp.r(n, 25) * 4)::int],
      CASE WHEN pg_temp.r(n, 26) < 0.6 THEN ARRAY['zibo'] WHEN pg_temp.r(n, 26) < 0.8 THEN ARRAY['zibo', 'jinan'] ELSE '{}' END,
      CASE WHEN pg_temp.r(n, 27) < 0.3 THEN ARRAY['ecoline', 'bluemoon'] WHEN pg_temp.r(n, 27) < 0.6 THEN ARRAY['bluemoon'] ELSE '{}' END,
      CASE WHEN pg_temp.r(n, 28) < 0.1 THEN ARRAY['smoking'] WHEN pg_temp.r(n, 28) < 0.5 THEN ARRAY['softFood', 'nightWatch'] ELSE '{}' END,
      pg_temp.r(n, 29) < 0.7
    FROM generate_series(1, ${helpers}) n
      JOIN (VALUES ${homes.join(', ')}) AS d (code, latitude, longitude, low, high, spread)
        ON pg_temp.r(n, 1) >= d.low AND pg_temp.r(n, 1) < d.high
      CROSS JOIN LATERAL (SELECT CASE WHEN n % 12 = 0 THEN floor(pg_temp.r(n, 2) * 5)::int
        ELSE 5 + floor(pow(pg_temp.r(n, 2), 2) * 400)::int END AS done) done
      CROSS JOIN LATERAL (SELECT done, CASE WHEN done < 5 THEN 0 ELSE floor(done * (0.4 + pg_temp.r(n, 3) * 0.4))::int END AS rated) c`;
}

function skillsSql({ helpers }: CitySize, midnight: string): string {
  const skills = SKILLS.map(
    ([skill, percent, certificate], k) =>
      `('${skill}', ${percent / 100}, ${certificate ? `'${certificate}'` : 'NULL'}, ${40 + 3 * k})`,
  );
  return `
    INSERT INTO helper_skill (helper_id, skill, certificate, certificate_until, counts_until)
    SELECT h.id, s.skill, s.certificate, u.until, u.until
    FROM generate_series(1, ${helpers}) n JOIN helper h ON h.id = pg_temp.id('helper', n)
      JOIN (VALUES ${skills.join(', ')}) AS s (skill, share, certificate, k)
        ON pg_temp.r(n, s.k) < s.share OR (s.skill = 'cleaning' AND n % 7 = 0)
      CROSS JOIN LATERAL (SELECT CASE WHEN s.certificate IS NOT NULL
        THEN ${midnight} + make_interval(days => -40 + floor(pg_temp.r(n, s.k + 1) * 1000)::int) END AS until) u`;
}

function workingTimesSql({ helpers }: CitySize): string {
  return `
    INSERT INTO working_time (id, helper_id, weekday, start_minute, end_minute)
    SELECT pg_temp.id('working', n * 8 + day), pg_temp.id('helper', n), day, 60 * w.start_hour, 60 * w.end_hour
    FROM generate_series(1, ${helpers}) n
      JOIN (VALUES (0, 7, 19, 1, 6), (1, 8, 20, 1, 6), (2, 7, 21, 2, 7), (3, 8, 18, 1, 5), (4, 8, 13, 1, 7), (5, 0, 24, 1, 7))
        AS w (kind, start_hour, end_hour, first, last) ON w.kind = floor(pg_temp.r(n, 30) * 6)::int
      CROSS JOIN generate_series(w.first, w.last) AS day`;
}

function leavesSql({ helpers }: CitySize, midnight: string): string {
  return `
    INSERT INTO leave (id, helper_id, starts_at, ends_at)
    SELECT pg_temp.id('leave', n), pg_temp.id('helper', n), day, day + make_interval(days => 1 + floor(pg_temp.r(n, 32) * 6)::int)
    FROM generate_series(1, ${helpers}) n
      CROSS JOIN LATERAL (SELECT ${midnight} + make_interval(days => -30 + floor(pg_temp.r(n, 31) * 60)::int) AS day) d
    WHERE pg_temp.r(n, 33) < 0.15`;
}

/**
 * One in five helpers is busy and has three times the average, the others half of it. A day with visits has one in the
 * morning and one in the afternoon; the days of a helper lie apart, so nothing overlaps.
 */
async function bookings(input: {
  owner: pg.Client;
  run: (what: string, sql: string) => Promise<void>;
  size: CitySize;
  midnight: string;
}): Promise<void> {
  const { owner, run, size, midnight } = input;
  const average = size.bookings / size.helpers;
  const each = `(CASE WHEN n % 5 = 0 THEN ${average * 3} ELSE ${average / 2} END)`;
  const [guard] = (
    await owner.query(
      "SELECT pg_get_constraintdef(oid) AS def FROM pg_constraint WHERE conname = 'booking_no_overlap'",
    )
  ).rows as { def: string }[];
  if (!guard) throw new Error('The booking guard is missing: is this database migrated?');
  await owner.query('ALTER TABLE booking DROP CONSTRAINT booking_no_overlap');
  await owner.query(`CREATE TEMP TABLE planned AS
    SELECT n * 1000 + j AS number, pg_temp.id('helper', n) AS helper_id, start AS starts_at,
      start + make_interval(mins => 30 * (4 + floor(pg_temp.r(n * 1000 + j, 52) * 5)::int)) AS ends_at,
      h.home_latitude + pg_temp.bell(n * 1000 + j, 53) * h.reach_metres / 300000.0 AS latitude,
      h.home_longitude + pg_temp.bell(n * 1000 + j, 55) * h.reach_metres / 240000.0 AS longitude, h.home_district
    FROM generate_series(1, ${size.helpers}) n JOIN helper h ON h.id = pg_temp.id('helper', n)
      CROSS JOIN LATERAL (SELECT 60 / ceil((${each} + 1) / 2) AS width) w
      CROSS JOIN LATERAL generate_series(0, floor(${each} + pg_temp.r(n, 50) - 0.0001)::int - 1) AS j
      CROSS JOIN LATERAL (SELECT ${midnight} + make_interval(
        days => -30 + floor((j / 2) * width)::int + floor(pg_temp.r(n * 1000 + j / 2, 51) * floor(width))::int,
        mins => CASE WHEN j % 2 = 0 THEN 480 ELSE 870 END + 30 * floor(pg_temp.r(n * 1000 + j, 57) * 4)::int) AS start) s`);
  await run(
    'orders',
    `
    INSERT INTO "order" (id, version, stage, ending, city, district, service_code, quantity, window_start, window_end, minutes,
      customer_id, helper_id, policy_key, policy, starts_at, ends_at, total_fen, settlement, placed_by, body_hash, closed_at,
      workflow_started)
    SELECT 'BENCH-' || number, 9, CASE WHEN past THEN 'closed' ELSE 'scheduled' END, CASE WHEN past THEN 'completed' END, '${CITY}',
      home_district, 'dailyCleaning', 3, starts_at, ends_at, 180, customer, helper_id, 'standard', '{}', starts_at, ends_at,
      13500, CASE WHEN past THEN 'paid' ELSE 'none' END, customer, 'bench', CASE WHEN past THEN ends_at END, true
    FROM planned CROSS JOIN LATERAL (SELECT ends_at < ${midnight} AS past,
      pg_temp.id('customer', 1 + floor(pg_temp.r(number, 60) * ${customers(size)})::int) AS customer) c`,
  );
  await run(
    'bookings',
    `
    INSERT INTO booking (id, order_id, helper_id, starts_at, ends_at, status, latitude, longitude)
    SELECT pg_temp.id('booking', number), 'BENCH-' || number, helper_id, starts_at, ends_at,
      CASE WHEN ends_at < ${midnight} THEN 'done' ELSE 'confirmed' END, latitude, longitude FROM planned`,
  );
  // The guard comes back and looks at every row.
  await run('booking guard', `ALTER TABLE booking ADD CONSTRAINT booking_no_overlap ${guard.def}`);
}
