import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { metresBetween } from '#activities/calendars/distance.ts';
import { helperFactsSql, orderNeedOf } from '#activities/matching/fit-facts.ts';
import { fits, type HelperSearch, hardFilters, metresTo } from '#activities/matching/hard-filters.ts';
import { lookAtHelpers } from '#activities/matching/look-at-helpers.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { type HelperFacts, whyNotBooked, whyNotOffered } from '#contracts/matching/who-is-fit.ts';
import { FILTERS, type Filter } from '#contracts/matching/why-not.ts';
import { BRANDS, CARE_HABITS, DIALECTS, TABOOS } from '#contracts/matching/wishes.ts';
import { sql } from '#platform/sql.ts';
import { aDatabase, type TestDatabase } from '#tests/support/postgres.ts';

const HELPERS = 250;
const SEARCHES = 60;
const DAY = 86_400_000;
const OPENS = Date.UTC(2026, 11, 31, 15);
const PLACE = { latitude: 36.8, longitude: 118.05 };
const SKILLS = ['elderCare', 'cooking'];
const ILLNESS = 'illness:stroke';

/** Mostly `usual`, so that often one condition alone decides. */
const mostly = <T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 11, arbitrary: usual }, { weight: 1, arbitrary: other });
const usually = <T>(usual: T, other: T): fc.Arbitrary<T> => mostly(fc.constant(usual), fc.constant(other));
const mostOf = (codes: readonly string[]): fc.Arbitrary<string[]> =>
  mostly(fc.constant([...codes]), fc.subarray([...codes]));
const sometimes = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof(fc.constant(undefined), value);
/** Around the ends of the visits, to the minute. */
const until = mostly(
  fc.constant(null),
  fc.integer({ min: -5, max: 5 }).map((n) => OPENS + 3 * 3_600_000 + n * 60_000),
);

const helperDraw = fc.record({
  active: usually(true, false),
  city: usually('zibo', 'jinan'),
  recommended: usually(true, false),
  blocks: usually(false, true),
  isBlocked: usually(false, true),
  skills: mostOf([...SKILLS, ILLNESS]),
  ends: fc.record({ elderCare: until, cooking: until, [ILLNESS]: until }),
  // Care needs one, cooking does not.
  certificate: usually<string | null>('证书', null),
  north: mostly(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 200, max: 400 })),
  reachMetres: fc.integer({ min: 8_000, max: 15_000 }),
  districts: mostly(fc.constantFrom<string[]>([], ['370303']), fc.constant<string[]>(['370302'])),
  sex: usually('female', 'male'),
  birthYear: fc.integer({ min: 1975, max: 1992 }),
  level: usually('senior', 'junior'),
  dialects: mostOf(DIALECTS),
  brands: mostOf(BRANDS),
  habits: fc
    .tuple(mostOf(CARE_HABITS), mostly(fc.constant<string[]>([]), fc.subarray([...TABOOS])))
    .map((both) => both.flat()),
});
type RandomHelper = typeof helperDraw extends fc.Arbitrary<infer H> ? H & { id: string } : never;

const aSearch = fc.record({
  skills: fc.constantFrom(SKILLS, ['elderCare'], []),
  illnessSkills: fc.constantFrom<string[]>([], [ILLNESS]),
  minutes: fc.constantFrom(120, 180, 240),
  refused: fc.array(fc.nat(HELPERS - 1), { maxLength: HELPERS / 5 }),
  named: sometimes(fc.nat(HELPERS - 1)),
  utcOffsetMinutes: fc.constantFrom(480, 600),
  wishes: fc.record({
    sex: sometimes(fc.constant<'female'>('female')),
    level: sometimes(fc.constant<'senior'>('senior')),
    dialect: sometimes(fc.constantFrom(...DIALECTS)),
    ageFrom: sometimes(fc.integer({ min: 30, max: 38 })),
    ageTo: sometimes(fc.integer({ min: 48, max: 55 })),
    brands: sometimes(fc.oneof(fc.subarray([...BRANDS]), fc.constant('蓝月亮'))),
    careHabits: sometimes(fc.subarray([...CARE_HABITS])),
    taboos: sometimes(fc.subarray([...TABOOS])),
  }),
});

let db: TestDatabase;
let helpers: RandomHelper[];
let searches: HelperSearch[];
const customerId = randomUUID();

beforeAll(async () => {
  db = await aDatabase();
  const seed = 20261201;
  helpers = fc.sample(helperDraw, { numRuns: HELPERS, seed }).map((one) => ({ ...one, id: randomUUID() }));
  searches = fc.sample(aSearch, { numRuns: SEARCHES, seed }).map((search): HelperSearch => {
    const policy = { ...STANDARD_POLICY, utcOffsetMinutes: search.utcOffsetMinutes };
    const { minutes, skills, illnessSkills, wishes } = search;
    const order = {
      city: 'zibo',
      district: '370303',
      customerId,
      minutes,
      policy,
      windowStart: new Date(OPENS),
    };
    return {
      order,
      need: { ...PLACE, wishes, skills, illnessSkills },
      excluded: search.refused.map((n) => helpers[n]!.id),
      ...(search.named === undefined ? {} : { named: helpers[search.named]!.id }),
    };
  });
  const { models } = db.database;
  await models.person.create({ data: { id: customerId, role: 'customer', city: 'zibo' } });
  await models.person.createMany({
    data: helpers.map(({ id, active }) => ({ id, active, role: 'helper', city: 'zibo' })),
  });
  await models.helper.createMany({
    data: helpers.map(({ active: _, blocks, isBlocked, skills, ends, certificate, north, ...row }) => ({
      ...{ ...row, displayName: '阿姨', homeDistrict: '370303', years: 5 },
      ...{ homeLatitude: PLACE.latitude + north / 1000, homeLongitude: PLACE.longitude },
    })),
  });
  await models.helperSkill.createMany({
    data: helpers.flatMap(({ id, skills, ends, certificate }) =>
      skills.map((skill) => {
        const end = ends[skill as keyof typeof ends];
        return { helperId: id, skill, certificate, certificateUntil: end === null ? null : new Date(end) };
      }),
    ),
  });
  await models.block.createMany({
    data: helpers.flatMap(({ id, blocks, isBlocked }) => [
      ...(blocks ? [{ blockerId: id, blockedId: customerId }] : []),
      ...(isBlocked ? [{ blockerId: customerId, blockedId: id }] : []),
    ]),
  });
});
afterAll(() => db?.drop());

/** What was written, told by plain TypeScript. */
function factsOf(helper: RandomHelper, { need, excluded }: HelperSearch): HelperFacts {
  const home = { latitude: PLACE.latitude + helper.north / 1000, longitude: PLACE.longitude };
  const needed = [...need.skills, ...need.illnessSkills];
  const { active, city, recommended, reachMetres, districts, sex, birthYear, level } = helper;
  return {
    ...{ active, city, recommended, reachMetres, districts, sex, birthYear, level },
    blocked: helper.blocks || helper.isBlocked,
    skills: helper.skills
      .filter((skill) => needed.includes(skill))
      .map((skill) => {
        const until = helper.ends[skill as keyof typeof helper.ends];
        const missing = skill === 'elderCare' && helper.certificate === null && until === null;
        return { skill, until: missing ? 0 : until };
      }),
    refused: excluded.includes(helper.id),
    metres: metresBetween(home, need),
    dialects: helper.dialects,
    brands: helper.brands,
    habits: helper.habits,
  };
}

type Row = { id: string; facts: HelperFacts; fits: boolean } & Record<Filter, boolean>;
const ask = (search: HelperSearch): Promise<Row[]> => {
  const filters = hardFilters(search);
  const each = FILTERS.map((name) => sql`(${filters[name]}) AS ${sql.raw(`"${name}"`)}`);
  const facts = helperFactsSql({
    customerId: sql`${customerId}::uuid`,
    skills: sql`${[...search.need.skills, ...search.need.illnessSkills]}::text[]`,
    excluded: search.excluded,
  });
  return db.database.query<Row>(sql`
    SELECT h.id, ${facts} AS facts, (${fits(search)}) AS fits, ${sql.join(each, ', ')}
    FROM helper h CROSS JOIN LATERAL (SELECT ${metresTo(search.need)} AS metres) d`);
};
const bySkill = ({ skills, ...rest }: HelperFacts) => ({
  ...rest,
  skills: [...skills].sort((a, b) => a.skill.localeCompare(b.skill)),
});

describe('who is fit: SQL and the rule', () => {
  test('F31: random helpers and orders, care without a certificate among them: the search in SQL answers as the rule does', async () => {
    const lone = new Map<Filter, number>(FILTERS.map((filter) => [filter, 0]));
    let fit = 0;
    for (const search of searches) {
      const need = orderNeedOf(search.order, search.need);
      const rows = new Map((await ask(search)).map((row) => [row.id, row]));
      const wrong = helpers.flatMap((helper) => {
        const row = rows.get(helper.id)!;
        const facts = factsOf(helper, search);
        const failed = FILTERS.filter((filter) => !row[filter]);
        if (failed.length === 1) lone.set(failed[0]!, lone.get(failed[0]!)! + 1);
        if (row.fits) fit += 1;
        const named = helper.id === search.named;
        const isSame =
          isDeepStrictEqual(bySkill(row.facts), bySkill(facts)) &&
          (failed[0] ?? null) === whyNotOffered(facts, need) &&
          row.fits === (whyNotOffered(facts, need, { named }) === null);
        return isSame ? [] : [{ sql: row, plain: facts, rule: whyNotOffered(facts, need), named, need }];
      });
      expect(wrong).toEqual([]);
    }
    // Each condition alone excluded somebody, so a side without it would differ.
    expect([...lone].filter(([, times]) => times === 0)).toEqual([]);
    expect(fit).toBeGreaterThan(500);
  });

  test.each(FILTERS)('%s left out of the SQL: the two differ', async (without) => {
    for (const search of searches) {
      const need = orderNeedOf(search.order, search.need);
      const rows = await db.database.query<{ id: string; fits: boolean }>(sql`
        SELECT h.id, (${fits({ ...search, without })}) AS fits
        FROM helper h CROSS JOIN LATERAL (SELECT ${metresTo(search.need)} AS metres) d`);
      const found = new Map(rows.map(({ id, fits: isFit }) => [id, isFit]));
      const differs = helpers.some((helper) => {
        const reason = whyNotOffered(factsOf(helper, search), need, { named: helper.id === search.named });
        return found.get(helper.id) !== (reason === null);
      });
      if (differs) return;
    }
    throw new Error(`No random order tells whether ${without} is asked`);
  });

  test('F31: the booking reads the same facts and asks the same rule, for any end of the visit', async () => {
    for (const { order, need } of searches.slice(0, 20)) {
      const whole = { ...order, id: 'JZ261122-AAAAAAAA' };
      const span = { from: OPENS, to: OPENS + DAY };
      const helperIds = helpers.map(({ id }) => id);
      const seen = await lookAtHelpers(db.database, { order: whole, need, helperIds, ...span });
      const wrong = helpers.flatMap((helper) => {
        const facts = factsOf(helper, { order, need, excluded: [] });
        return [undefined, OPENS + 5 * 3_600_000].flatMap((endsAt) =>
          [true, false].flatMap((evenRemoved) => {
            const booking = seen.get(helper.id)!.whyNot({ evenRemoved, endsAt });
            const rule = whyNotBooked(facts, orderNeedOf(order, need, endsAt), { evenRemoved });
            return booking === rule ? [] : [{ booking, rule, facts, endsAt, evenRemoved }];
          }),
        );
      });
      expect(wrong).toEqual([]);
    }
  });
});
