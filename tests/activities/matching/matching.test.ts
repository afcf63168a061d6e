import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { metresBetween } from '#activities/calendars/distance.ts';
import { firstFreeStart, type HelperCalendar } from '#activities/calendars/helper-calendar.ts';
import { type Best, FEW, findBestHelpers, type Search } from '#activities/matching/best-helpers.ts';
import { cellOf } from '#activities/matching/cells.ts';
import type { FreeHelper, Need } from '#activities/matching/find-free-helpers.ts';
import {
  merits,
  priceScale,
  rankHelpers,
  STANDING,
  type Standing,
  weightsOf,
} from '#activities/matching/ranking.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { FILTERS, type Filter } from '#contracts/matching/why-not.ts';
import { quote } from '#contracts/money/price.ts';
import type { Policy } from '#contracts/policy.ts';
import { sql } from '#platform/sql.ts';
import { randomRequests } from '#scripts/prove/bench/requests.ts';
import { seeded } from '#scripts/prove/simulate/seeded.ts';
import { seedBigCity } from '#scripts/seed/big-city.ts';
import { aLeave, worksAlways } from '#tests/support/calendars/rows.ts';
import { aBlock, aHelper, aSkill } from '#tests/support/people/rows.ts';
import { aDatabase, type TestDatabase } from '#tests/support/postgres.ts';

const TODAY = new Date();
const CASES = 500;
const idOf = (what: string): string => {
  const hex = createHash('md5').update(what).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

let db: TestDatabase;
let city: Awaited<ReturnType<typeof readCity>>;

beforeAll(async () => {
  db = await aDatabase();
  const owner = new pg.Client({ connectionString: db.ownerUrl });
  await owner.connect();
  await seedBigCity({ owner, size: { helpers: 700, bookings: 7000 }, today: TODAY, say: () => undefined });
  // They live close together, so that many are in reach and the search can skip most of them.
  await owner.query(
    `UPDATE helper SET home_latitude = 36.8067 + (home_latitude - 36.8067) / 4, reach_metres = reach_metres * 2`,
  );
  await owner.query(
    'UPDATE person SET active = false WHERE id IN (SELECT id FROM helper ORDER BY id LIMIT 15)',
  );
  await owner.query("UPDATE helper SET districts = ARRAY['370303'] WHERE years % 7 = 0");
  await owner.end();
  city = await readCity(db.database);
}, 60_000);
afterAll(() => db?.drop());

async function readCity(database: TestDatabase['database']) {
  const [helpers, bookings, blocks, done] = await Promise.all([
    database.models.helper.findMany({
      include: { person: true, skills: true, workingTimes: true, leaves: true },
    }),
    database.models.booking.findMany(),
    database.models.block.findMany(),
    database.models.order.findMany({
      where: { ending: 'completed' },
      select: { customerId: true, helperId: true },
    }),
  ]);
  const byHelper = new Map<string, typeof bookings>();
  for (const b of bookings) byHelper.set(b.helperId, [...(byHelper.get(b.helperId) ?? []), b]);
  const blocked = new Set(
    blocks.flatMap((b) => [`${b.blockerId} ${b.blockedId}`, `${b.blockedId} ${b.blockerId}`]),
  );
  const served = new Set(done.map((o) => `${o.customerId} ${o.helperId}`));
  return { helpers, byHelper, blocked, served };
}

/** The same query answered exhaustively: every helper, every calendar, plain TypeScript. */
function slowly(search: Search): Best['ranked'] {
  const { order, need, now, named, excluded, capFen = null } = search;
  const { policy } = order;
  const skills = [...need.skills, ...need.illnessSkills];
  const { wishes } = need;
  const brands = Array.isArray(wishes.brands) ? wishes.brands : [];
  const firstEnd = order.windowStart.getTime() + order.minutes * 60_000;
  const year = new Date(order.windowStart.getTime() + policy.utcOffsetMinutes * 60_000).getUTCFullYear();
  const free = city.helpers.flatMap((h) => {
    const metres = metresBetween({ latitude: h.homeLatitude, longitude: h.homeLongitude }, need);
    const own = skills.map((skill) => h.skills.find((k) => k.skill === skill));
    const ends = own.flatMap((k) => (k?.certificateUntil ? [k.certificateUntil.getTime()] : []));
    const age = year - h.birthYear;
    const ok =
      h.person.active &&
      h.city === order.city &&
      h.recommended &&
      (!excluded.includes(h.id) || h.id === named) &&
      !city.blocked.has(`${order.customerId} ${h.id}`) &&
      own.every((k) => k !== undefined) &&
      ends.every((end) => end >= firstEnd) &&
      (metres <= h.reachMetres || h.id === named) &&
      (h.districts.length === 0 || h.districts.includes(order.district)) &&
      (!wishes.sex || h.sex === wishes.sex) &&
      (!wishes.level || h.level === wishes.level) &&
      (wishes.ageFrom === undefined || age >= wishes.ageFrom) &&
      (wishes.ageTo === undefined || age <= wishes.ageTo) &&
      (!wishes.dialect || h.dialects.includes(wishes.dialect)) &&
      brands.every((b) => h.brands.includes(b)) &&
      (wishes.careHabits ?? []).every((c) => h.habits.includes(c)) &&
      !(wishes.taboos ?? []).some((t) => h.habits.includes(t));
    if (!ok) return [];
    const calendar: HelperCalendar = {
      helperId: h.id,
      weeklyHours: h.weeklyHours,
      worksHolidays: h.worksHolidays,
      workingTimes: h.workingTimes,
      leaves: h.leaves.map((l) => ({ startsAt: l.startsAt.getTime(), endsAt: l.endsAt.getTime() })),
      bookings: (city.byHelper.get(h.id) ?? []).map((b) => ({
        orderId: b.orderId,
        alive: b.status !== 'done',
        startsAt: b.startsAt.getTime(),
        endsAt: b.endsAt.getTime(),
        latitude: b.latitude,
        longitude: b.longitude,
      })),
    };
    const validUntil = ends.length > 0 ? Math.min(...ends) : null;
    const windowEnd = Math.min(order.windowEnd.getTime(), validUntil ?? Number.MAX_SAFE_INTEGER);
    const { id: orderId, minutes } = order;
    const window = { windowStart: order.windowStart.getTime(), windowEnd, now };
    const startsAt = firstFreeStart(calendar, { orderId, site: need, policy, minutes, ...window });
    if (startsAt === null) return [];
    const level = h.level as FreeHelper['level'];
    const { quantity } = order;
    const { lines, totalFen } = quote({
      level,
      metres,
      startsAt,
      unitFen: need.unitFen,
      quantity,
      policy,
      capFen,
    });
    const plain = lines.filter(({ code }) => ['base', 'level', 'distance'].includes(code));
    const plainFen = Math.min(
      plain.reduce((sum, { fen }) => sum + fen, 0),
      capFen ?? Number.MAX_SAFE_INTEGER,
    );
    const sameHelper = city.served.has(`${order.customerId} ${h.id}`);
    const more = {
      metres,
      sameHelper,
      softHolds: 0,
      skills: need.skills.length,
      validUntil,
      startsAt,
      calendar,
    };
    return [{ ...h, level, ...more, totalFen, plainFen }];
  });
  return rankHelpers({
    orderId: order.id,
    helpers: free as (FreeHelper & { totalFen: number; plainFen: number })[],
    named,
    weights: weightsOf(policy, search.reasons, { now, windowStart: order.windowStart.getTime() }),
    scale: priceScale(need.unitFen * order.quantity, policy),
    windowStart: order.windowStart.getTime(),
    windowEnd: order.windowEnd.getTime(),
    utcOffsetMinutes: policy.utcOffsetMinutes,
  }).slice(0, search.most) as Best['ranked'];
}

/** Random searches: customers who know helpers, refused helpers, other weights, caps, holidays. */
function randomSearches(): Search[] {
  const draw = seeded(20_261_122);
  const farthestReach = Math.max(...city.helpers.map((h) => h.reachMetres));
  const requests = randomRequests({ count: CASES, seed: 5, today: TODAY, farthestReach });
  return requests.map(({ order, need, now }, n): Search => {
    const reasons =
      draw() < 0.4 ? [['price', 'distance', 'experience', 'time', 'other'][n % 5] as string] : [];
    const weights = { ...STANDARD_POLICY.weights };
    if (draw() < 0.3)
      for (const part of Object.keys(weights)) weights[part as 'near'] = Math.floor(draw() * 40);
    const day = new Date(order.windowStart.getTime() + 28_800_000).toISOString().slice(0, 10);
    const policy: Policy = { ...STANDARD_POLICY, weights, holidays: draw() < 0.2 ? [day] : [] };
    const excluded = draw() < 0.3 ? city.helpers.filter(() => draw() < 0.2).map(({ id }) => id) : [];
    const served = [...city.served][Math.floor(draw() * city.served.size)]?.split(' ')[0];
    const customerId = draw() < 0.6 && served ? served : idOf(`customer ${1 + (n % 140)}`);
    const wishes = {
      ...need.wishes,
      ...(draw() < 0.1 ? { careHabits: ['softFood'] } : {}),
      ...(draw() < 0.1 ? { level: 'senior' as const } : {}),
    };
    // Some accept any hour of several days, some have a window that has already begun.
    const days = draw() < 0.15 ? 1 + Math.floor(draw() * 5) : 0;
    const windowEnd = new Date(order.windowEnd.getTime() + days * 86_400_000);
    const late = draw() < 0.15 ? order.windowStart.getTime() + Math.floor(draw() * 18 - 9) * 1_000_003 : now;
    return {
      order: { ...order, customerId, policy, windowEnd },
      need: { ...need, wishes },
      now: late,
      most: draw() < 0.5 ? 12 : 3,
      excluded,
      reasons,
      ...(draw() < 0.15 ? { named: city.helpers[Math.floor(draw() * city.helpers.length)]?.id } : {}),
      capFen: draw() < 0.2 ? Math.floor(need.unitFen * order.quantity * 1.1) : null,
    };
  });
}

describe('findBestHelpers: as if everyone had been ranked', () => {
  test(`${CASES} random searches answer as the slow way does: same helpers, order, scores, starts, prices, reasons`, async () => {
    let found = 0;
    let leftOut = 0;
    for (const search of randomSearches()) {
      const brief = (list: Best['ranked']): object[] =>
        list.map(({ id, score, startsAt, totalFen, metres, reasons }) => ({
          id,
          score,
          startsAt,
          totalFen,
          metres,
          reasons,
        }));
      const slow = slowly(search);
      const best = await findBestHelpers(db.database, search);
      expect(brief(best.ranked)).toEqual(brief(slow));
      // In a city with few helpers one statement examines all.
      const few = await findBestHelpers(db.database, { ...search, need: { ...search.need, helpers: FEW } });
      expect(brief(few.ranked)).toEqual(brief(slow));
      expect(few.looked).toBeGreaterThanOrEqual(best.looked);
      found += slow.length;
      if (best.looked < city.helpers.length / 10) leftOut += 1;
    }
    expect(found).toBeGreaterThan(CASES);
    expect(leftOut).toBeGreaterThan(CASES / 3);
  }, 120_000);

  // Small tables, with fresh or old statistics: a plan that joined by id once left the named helper out.
  test.each([
    { joins: 'merged', off: ['enable_nestloop', 'enable_hashjoin'] },
    { joins: 'hashed', off: ['enable_nestloop', 'enable_mergejoin'] },
    { joins: 'nested', off: ['enable_hashjoin', 'enable_mergejoin'] },
  ])(
    'the same when all joins are $joins',
    async ({ off }) => {
      let found = 0;
      for (const search of randomSearches().slice(0, 20)) {
        const best = await db.database.transaction(async (tx) => {
          for (const setting of [
            ...off.map((name) => `${name} = off`),
            'plan_cache_mode = force_custom_plan',
          ])
            await tx.execute(sql.raw(`SET LOCAL ${setting}`));
          return findBestHelpers(tx, search);
        });
        const slow = slowly(search);
        expect(best.ranked.map(({ id, score }) => [id, score])).toEqual(
          slow.map(({ id, score }) => [id, score]),
        );
        found += slow.length;
      }
      expect(found).toBeGreaterThan(40);
    },
    120_000,
  );

  test('what the database keeps of a helper is what ranking makes of it, and follows every change', async () => {
    const { database } = db;
    const someone = city.helpers.find(({ skills }) => skills.length > 1);
    if (!someone) throw new Error('nobody');
    const { id, homeLatitude, homeLongitude, reachMetres, sex, level, dialects, brands, habits } = someone;
    const { boost, ratingSum, ratingCount, years, completedCount } = someone;
    const places = { homeLatitude: 36.1, homeLongitude: 118.3, reachMetres: 4_321 };
    const person = { sex: 'other', level: 'expert', dialects: ['lu'], brands: ['new'], habits: ['early'] };
    const changes = [
      ...Object.entries(places).map(([key, value]) => ({ [key]: value })),
      ...Object.entries(person).map(([key, value]) => ({ [key]: value })),
      { boost: 20 },
      { ratingSum: 4900, ratingCount: 10 },
      { years: years + 3 },
      { completedCount: 2 },
    ];
    for (const data of changes) {
      await database.models.helper.update({ where: { id }, data });
      await agrees(
        await database.models.helper.findUniqueOrThrow({ where: { id }, include: { skills: true } }),
      );
    }
    for (const helper of await database.models.helper.findMany({ include: { skills: true }, take: 300 })) {
      await agrees(helper);
    }
    await aSkill(database, { helperId: id, skill: 'new' });
    await agrees(
      await database.models.helper.findUniqueOrThrow({ where: { id }, include: { skills: true } }),
    );
    await database.models.helperSkill.delete({ where: { helperId_skill: { helperId: id, skill: 'new' } } });
    const before = { homeLatitude, homeLongitude, reachMetres, sex, level, dialects, brands, habits };
    const merit = { boost, ratingSum, ratingCount, years, completedCount };
    await database.models.helper.update({ where: { id }, data: { ...before, ...merit } });
  });

  async function agrees(helper: Omit<(typeof city.helpers)[number], 'person' | 'workingTimes' | 'leaves'>) {
    const parts = merits(helper);
    const sum = (Object.keys(STANDING) as Standing[]).reduce(
      (all, part) => all + parts[part] * STANDING[part],
      0,
    );
    const codes = [
      `sex:${helper.sex}`,
      `level:${helper.level}`,
      ...helper.dialects.map((code) => `dialect:${code}`),
      ...helper.brands.map((code) => `brand:${code}`),
      ...helper.habits.map((code) => `habit:${code}`),
    ];
    for (const skill of helper.skills) {
      expect(skill.standing).toBeCloseTo(sum, 9);
      expect(skill.rated).toBeCloseTo(parts.rated, 9);
      expect(skill.boosted).toBeCloseTo(parts.boost, 9);
      expect(skill.experienced).toBeCloseTo(parts.experienced, 9);
      expect(skill.newcomer).toBe(parts.newcomer);
      expect(skill.cell).toBe(cellOf({ latitude: helper.homeLatitude, longitude: helper.homeLongitude }));
      const { homeLatitude, homeLongitude, reachMetres, level } = helper;
      expect(skill).toMatchObject({ homeLatitude, homeLongitude, reachMetres, level });
      expect(skill.traits).toBe(codes.reduce((bits, code) => bits | traitBit(code), 0n));
    }
  }
  /** One of 64 bits, as the migration's trait_bits() draws it; signed, as PostgreSQL's bigint is. */
  const traitBit = (code: string): bigint =>
    BigInt.asIntN(64, 1n << BigInt(createHash('md5').update(code).digest()[0]! & 63));
});

describe('hard filters: each one keeps somebody out, and nothing else does', () => {
  const day = 86_400_000;
  const monday = new Date(Math.floor(TODAY.getTime() / day) * day + 15 * day + 3_600_000);
  const wanted = (
    more: { need?: Partial<Need>; order?: Partial<OrderRow>; excluded?: string[] } = {},
  ): Search => {
    const [request] = randomRequests({ count: 1, seed: 1, today: TODAY, farthestReach: 30_000 });
    if (!request) throw new Error('no request');
    const site = { latitude: 36.1849, longitude: 118.1709 };
    const need = {
      ...request.need,
      ...site,
      wishes: {},
      skills: ['cleaning'],
      illnessSkills: [],
      ...more.need,
    };
    const times = {
      windowStart: monday,
      windowEnd: new Date(monday.getTime() + 6 * 3_600_000),
      minutes: 120,
    };
    const order = {
      ...request.order,
      ...times,
      district: '370303',
      customerId: idOf('customer 1'),
      ...more.order,
    };
    return { order, need, now: TODAY.getTime(), most: 30, excluded: more.excluded ?? [], reasons: [] };
  };
  /** A helper who can do everything at any hour and lives where nobody else does. */
  const HERO = idOf('the hero');
  const isFound = async (search: Search, without?: Filter): Promise<boolean> =>
    (await findBestHelpers(db.database, { ...search, without })).ranked.some(({ id }) => id === HERO);
  const change = (data: object): Promise<unknown> =>
    db.database.models.helper.update({ where: { id: HERO }, data });

  beforeAll(async () => {
    const { database } = db;
    await aHelper(database, {
      id: HERO,
      homeDistrict: '370323',
      homeLatitude: 36.1849,
      homeLongitude: 118.1709,
      birthYear: TODAY.getUTCFullYear() - 40,
      years: 9,
      dialects: ['zibo'],
      brands: ['ecoline'],
      habits: ['softFood'],
    });
    const until = new Date(TODAY.getTime() + 400 * day);
    for (const skill of ['cleaning', 'elderCare', 'illness:stroke']) {
      await aSkill(database, { helperId: HERO, skill, certificateUntil: until });
    }
    await worksAlways(database, HERO);
  });

  const skillOf = (skill: string, data: object): Promise<unknown> =>
    db.database.models.helperSkill.update({ where: { helperId_skill: { helperId: HERO, skill } }, data });
  const blockRow = (by: 'customer' | 'helper') => {
    const [blockerId, blockedId] =
      by === 'customer' ? [idOf('customer 1'), HERO] : [HERO, idOf('customer 1')];
    return { blockerId, blockedId };
  };
  const cases: Record<
    Filter,
    { search?: Parameters<typeof wanted>[0]; before?(): Promise<unknown>; after?(): Promise<unknown> }
  > = {
    inactive: {
      before: () => db.database.models.person.update({ where: { id: HERO }, data: { active: false } }),
      after: () => db.database.models.person.update({ where: { id: HERO }, data: { active: true } }),
    },
    otherCity: { before: () => change({ city: 'jinan' }), after: () => change({ city: 'zibo' }) },
    removed: { before: () => change({ recommended: false }), after: () => change({ recommended: true }) },
    refused: { search: { excluded: [HERO] } },
    blocked: {
      before: () => aBlock(db.database, blockRow('customer')),
      after: () => db.database.models.block.deleteMany({ where: blockRow('customer') }),
    },
    // The first skill is part of the search itself; only the second one tests the filter.
    skill: { search: { need: { skills: ['cleaning', 'babyCare'] } } },
    illness: { search: { need: { skills: ['elderCare'], illnessSkills: ['illness:dementia'] } } },
    certificate: {
      before: () => skillOf('cleaning', { certificateUntil: new Date(monday.getTime() + 3_600_000) }),
      after: () => skillOf('cleaning', { certificateUntil: null }),
    },
    reach: { before: () => change({ homeLatitude: 36.3 }), after: () => change({ homeLatitude: 36.1849 }) },
    district: { before: () => change({ districts: ['370323'] }), after: () => change({ districts: [] }) },
    sex: { search: { need: { wishes: { sex: 'male' } } } },
    age: { search: { need: { wishes: { ageTo: 39 } } } },
    level: { search: { need: { wishes: { level: 'expert' } } } },
    dialect: { search: { need: { wishes: { dialect: 'jinan' } } } },
    brands: { search: { need: { wishes: { brands: ['ecoline', 'bluemoon'] } } } },
    careHabits: { search: { need: { wishes: { careHabits: ['softFood', 'nightWatch'] } } } },
    taboos: { search: { need: { wishes: { taboos: ['softFood'] } } } },
  };

  test.each(FILTERS.map((name) => [name]))('%s', async (name) => {
    const { search, before, after } = cases[name];
    expect(await isFound(wanted())).toBe(true);
    await before?.();
    try {
      expect(await isFound(wanted(search))).toBe(false);
      const expired = name === 'certificate';
      // Without the filter he is found: nothing else excluded him. (A certificate also ends the window.)
      if (!expired) expect(await isFound(wanted(search), name)).toBe(true);
    } finally {
      await after?.();
    }
    expect(await isFound(wanted())).toBe(true);
  });

  test('wishes he meets keep him in', async () => {
    const wishes = {
      sex: 'female',
      ageFrom: 40,
      ageTo: 40,
      level: 'senior',
      dialect: 'zibo',
      brands: ['ecoline'],
    } as const;
    const search = wanted({
      need: { wishes: { ...wishes, brands: ['ecoline'], careHabits: ['softFood'], taboos: ['smoking'] } },
    });
    expect(await isFound(search)).toBe(true);
    expect(
      await isFound(wanted({ need: { skills: ['elderCare'], illnessSkills: ['illness:stroke'] } })),
    ).toBe(true);
    expect(await isFound(wanted({ need: { wishes: { ageFrom: 41 } } }))).toBe(false);
    // Words of older screens are for people to read.
    expect(await isFound(wanted({ need: { wishes: { brands: '蓝月亮' } } }))).toBe(true);
  });

  test('a block by the helper counts like one by the customer', async () => {
    await aBlock(db.database, blockRow('helper'));
    expect(await isFound(wanted())).toBe(false);
    await db.database.models.block.deleteMany({ where: blockRow('helper') });
    expect(await isFound(wanted())).toBe(true);
  });

  test('a certificate that ends inside the window lets him come before its end only', async () => {
    await skillOf('cleaning', { certificateUntil: new Date(monday.getTime() + 150 * 60_000) });
    const { ranked } = await findBestHelpers(db.database, wanted());
    expect(ranked.find(({ id }) => id === HERO)?.startsAt).toBe(monday.getTime());
    await skillOf('cleaning', { certificateUntil: null });
  });

  test('leave has its effect at once', async () => {
    const leave = {
      id: idOf('leave'),
      helperId: HERO,
      startsAt: new Date(monday.getTime() - day),
      endsAt: new Date(monday.getTime() + day),
    };
    await aLeave(db.database, leave);
    expect(await isFound(wanted())).toBe(false);
    await db.database.models.leave.delete({ where: { id: leave.id } });
    expect(await isFound(wanted())).toBe(true);
  });

  test('who does not work on holidays is not asked on one', async () => {
    await change({ worksHolidays: false });
    const date = new Date(monday.getTime() + 28_800_000).toISOString().slice(0, 10);
    const policy = { ...STANDARD_POLICY, holidays: [date] };
    expect(await isFound(wanted({ order: { policy } }))).toBe(false);
    expect(await isFound(wanted())).toBe(true);
    await change({ worksHolidays: true });
    expect(await isFound(wanted({ order: { policy } }))).toBe(true);
  });
});
