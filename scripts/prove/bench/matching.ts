import { loadavg } from 'node:os';
import { findBestHelpers } from '#activities/matching/best-helpers.ts';
import { cellsAround } from '#activities/matching/cells.ts';
import { POOL_PER_PLACE } from '#activities/matching/recommend-helpers.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { type Database, openDatabase } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { CITY } from '#prisma/seed/catalogue.ts';
import { fillDatabase } from '#scripts/seed/fill-database.ts';
import { defineTool } from '../frame/tool.ts';
import { startBenchPostgres } from './bench-postgres.ts';
import { cpuClock } from './cpu-clock.ts';
import { type Request, randomRequests } from './requests.ts';

/** The bounds for 100,000 helpers. */
const LIMIT = { p99Ms: 25, ratio: 5 };
const BOOKINGS_EACH = 10;
/** As in recommendHelpers: three, and a reserve for those taken meanwhile. */
const MOST = STANDARD_POLICY.shortlistSize * POOL_PER_PLACE;

/**
 * A shortlist as recommendHelpers finds it (filters, calendars, ranking, reasons) against the cheapest indexed query that
 * returns any three free helpers, one after the other over the same connection, for cities of several sizes.
 */
export const benchMatching = defineTool({
  about:
    'shortlists in cities of several sizes, beside the cheapest query that returns any three free helpers',
  options: {
    sizes: { kind: 'wholes', help: 'helpers in the city', default: [1_000, 10_000, 100_000] },
    requests: { kind: 'whole', help: 'shortlists for each size', default: 400, atLeast: 1 },
  },
  notes: 'One line for each size. Exit code 1 when a figure for 100,000 helpers is missed.',
  run: ({ values, json, print, say }) => measureAll({ ...values, json, print, say }),
});

async function measureAll(input: {
  sizes: number[];
  requests: number;
  json: boolean;
  print(result: string | object): void;
  say(line: string): void;
}): Promise<boolean> {
  const server = await startBenchPostgres();
  let reached = true;
  try {
    for (const helpers of input.sizes) {
      const bookings = helpers * BOOKINGS_EACH;
      const urls = await server.database(`city_${helpers}_${bookings}`);
      await fillDatabase({
        ...urls,
        size: { helpers, bookings },
        today: new Date(),
        say: (text) => input.say(`  ${text}`),
      });
      const database = openDatabase({ url: urls.appUrl, max: 1, component: 'bench' });
      const figures = await measure(database, input.requests);
      await database.close();
      const line = { bench: 'matching', helpers, bookings, ...figures };
      const ok = helpers < 100_000 || (figures.p99Ms <= LIMIT.p99Ms && figures.ratio <= LIMIT.ratio);
      reached &&= ok;
      input.print(input.json ? { ...line, limit: LIMIT, ok } : wording(line, ok));
    }
  } finally {
    await server.stop();
  }
  return reached;
}

async function measure(database: Database, count: number) {
  const [seeded] = await database.query<{ today: Date }>(sql`SELECT today FROM seeded_city`);
  const [reach] = await database.query<{ farthest: number }>(
    sql`SELECT max(reach_metres) AS farthest FROM helper WHERE city = ${CITY}`,
  );
  const farthestReach = reach?.farthest ?? 0;
  const today = seeded?.today ?? new Date();
  const warm = randomRequests({ count: 60, seed: 7, today, farthestReach });
  const cpu = (await cpuClock(database)) ?? (() => 0);
  for (const request of warm) await compare(database, request, cpu);

  const requests = randomRequests({ count, seed: 1, today, farthestReach });
  const all: Awaited<ReturnType<typeof compare>>[] = [];
  let inReach = 0;
  for (const request of requests) all.push(await compare(database, request, cpu));
  for (const request of requests.slice(0, 40)) inReach += await helpersInReach(database, request);
  const at = (part: keyof (typeof all)[number], share: number): number =>
    quantile(
      all.map((one) => one[part]),
      share,
    );
  const mean = (part: keyof (typeof all)[number]): number =>
    round(all.reduce((sum, one) => sum + one[part], 0) / count);
  const [p50Ms, p99Ms] = [at('shortlistMs', 0.5), at('shortlistMs', 0.99)];
  const [boundP50Ms, boundP99Ms] = [at('boundMs', 0.5), at('boundMs', 0.99)];
  return {
    requests: count,
    p50Ms,
    p99Ms,
    boundP50Ms,
    boundP99Ms,
    ratio: round(p99Ms / boundP99Ms),
    ratioP50: round(p50Ms / boundP50Ms),
    cpuP50Ms: at('shortlistCpuMs', 0.5),
    cpuP99Ms: at('shortlistCpuMs', 0.99),
    boundCpuP50Ms: at('boundCpuMs', 0.5),
    boundCpuP99Ms: at('boundCpuMs', 0.99),
    inReach: Math.round(inReach / Math.min(40, count)),
    looked: mean('looked'),
    calendars: mean('calendars'),
    candidates: mean('found'),
    load: round(loadavg()[0] ?? 0),
  };
}

/** Both at the same time, alternating: a busy machine slows both. */
async function compare(database: Database, { order, need, now }: Request, cpu: () => number) {
  const [t0, c0] = [performance.now(), cpu()];
  const best = await findBestHelpers(database, { order, need, now, most: MOST, excluded: [], reasons: [] });
  const [t1, c1] = [performance.now(), cpu()];
  await anyThree(database, { order, need, now });
  const [t2, c2] = [performance.now(), cpu()];
  return {
    shortlistMs: t1 - t0,
    shortlistCpuMs: c1 - c0,
    boundMs: t2 - t1,
    boundCpuMs: c2 - c1,
    found: best.ranked.length,
    looked: best.looked,
    calendars: best.opened,
  };
}

/** The lower bound: any three of the skill nearby whose calendar is empty from the start to the end of the window. */
async function anyThree(database: Database, { order, need }: Request): Promise<unknown[]> {
  const cells = cellsAround(need, need.farthestReach).map(({ cell }) => cell);
  return database.query(sql`/* prepared */
    SELECT k.helper_id FROM helper_skill k JOIN helper h ON h.id = k.helper_id
    WHERE k.skill = ${need.skills[0]} AND k.cell = ANY(${cells}::int[]) AND h.recommended
      AND (k.counts_until IS NULL OR k.counts_until > ${order.windowEnd})
      AND h.home_latitude BETWEEN ${need.latitude}::float8 - h.reach_metres / 111195.0 AND ${need.latitude}::float8 + h.reach_metres / 111195.0
      AND h.home_longitude BETWEEN ${need.longitude}::float8 - h.reach_metres / 88956.0 AND ${need.longitude}::float8 + h.reach_metres / 88956.0
      AND EXISTS (SELECT 1 FROM working_time w WHERE w.helper_id = h.id
        AND w.weekday = extract(isodow FROM ${order.windowStart}::timestamptz AT TIME ZONE 'Asia/Shanghai'))
      AND NOT EXISTS (SELECT 1 FROM leave l WHERE l.helper_id = h.id AND l.starts_at < ${order.windowEnd} AND l.ends_at > ${order.windowStart})
      AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.helper_id = h.id AND b.starts_at < ${order.windowEnd}
        AND b.starts_at > ${order.windowStart}::timestamptz - interval '1 day' AND b.ends_at > ${order.windowStart}
        AND b.status IN ('held', 'confirmed'))
    LIMIT 3`);
}

async function helpersInReach(database: Database, { need }: Request): Promise<number> {
  const [row] = await database.query<{ helpers: number }>(sql`
    SELECT count(*)::int AS helpers FROM helper_skill k JOIN helper h ON h.id = k.helper_id
    WHERE k.skill = ${need.skills[0]} AND h.reach_metres >= 2 * 6371000 * asin(sqrt(
      power(sin(radians(h.home_latitude - ${need.latitude}::float8) / 2), 2)
      + cos(radians(${need.latitude}::float8)) * cos(radians(h.home_latitude))
        * power(sin(radians(h.home_longitude - ${need.longitude}::float8) / 2), 2)))`);
  return row?.helpers ?? 0;
}

const round = (value: number): number => Math.round(value * 100) / 100;

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

function wording(line: Record<string, number | string>, ok: boolean): string {
  const { helpers, p50Ms, p99Ms, boundP50Ms, boundP99Ms, ratio, inReach, looked, calendars } = line;
  return (
    `${helpers} helpers (${inReach} in reach): shortlist p50 ${p50Ms} ms, p99 ${p99Ms} ms; ` +
    `any three free p50 ${boundP50Ms} ms, p99 ${boundP99Ms} ms; ratio ${ratio}; ` +
    `processor p50 ${line.cpuP50Ms} ms, p99 ${line.cpuP99Ms} ms; ${looked} looked at, ${calendars} calendars opened` +
    (ok ? '' : '; MISSED')
  );
}
