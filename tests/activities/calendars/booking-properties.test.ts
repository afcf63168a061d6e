import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import type { HelperCalendar } from '#activities/calendars/helper-calendar.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Stage } from '#tests/model/play.ts';
import { brokenRule, type Rule } from '#tests/model/rules.ts';
import { DAY_CELLS, type OrderPlan, type Span, STARTS, type World } from '#tests/model/world.ts';
import { aDatabase, type TestDatabase } from '#tests/support/postgres.ts';

/** The guard that a test removes, to show that the property fails without it. */
let without: 'leave' | 'working' | 'bookings' | 'weeklyHours' | 'lock' | null = null;
const strip = (calendar: HelperCalendar): HelperCalendar => ({
  ...calendar,
  ...(without === 'leave' ? { leaves: [] } : {}),
  ...(without === 'bookings' ? { bookings: [] } : {}),
  ...(without === 'weeklyHours' ? { weeklyHours: 168 } : {}),
  ...(without === 'working' ? { workingTimes: ALWAYS } : {}),
});
const ALWAYS = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1440 }));

const calendars = { ...(await import('#activities/calendars/load-calendars.ts')) };
const booking = { ...(await import('#activities/calendars/booking.ts')) };
jest.unstable_mockModule('#activities/calendars/load-calendars.ts', () => ({
  ...calendars,
  loadCalendars: async (...asked: Parameters<typeof calendars.loadCalendars>) =>
    new Map([...(await calendars.loadCalendars(...asked))].map(([id, calendar]) => [id, strip(calendar)])),
  readCalendar: (...row: Parameters<typeof calendars.readCalendar>) => strip(calendars.readCalendar(...row)),
}));
jest.unstable_mockModule('#activities/calendars/booking.ts', () => ({
  ...booking,
  lockHelpers: async (...asked: Parameters<typeof booking.lockHelpers>) =>
    without === 'lock' ? undefined : booking.lockHelpers(...asked),
  lockHelpersOf: async (...asked: Parameters<typeof booking.lockHelpersOf>) =>
    without === 'lock' ? true : booking.lockHelpersOf(...asked),
}));
const { aStage } = await import('#tests/model/a-stage.ts');
const { openWorld } = await import('#tests/model/system.ts');

/** Tight limits, so that a few orders reach every one. */
const POLICY: Policy = {
  ...STANDARD_POLICY,
  maxDailyMinutes: 180,
  maxWeeklyMinutes: 420,
  restBetweenDays: '13 hours',
};
const HOUR = DAY_CELLS / 24;

let db: TestDatabase;
let stage: Stage;
beforeAll(async () => {
  db = await aDatabase({ max: 8 });
  stage = await aStage(db.database);
});
afterAll(async () => db.drop());

interface City {
  world: World;
  leaves: { helper: number; from: number; to: number }[];
  /** by hand to that helper, or (null) the first of the shortlist */
  dispatch: (number | null)[];
}

const hoursOf = (from: number, to: number) =>
  fc.integer({ min: from * 2, max: to * 2 }).map((n) => (n * HOUR) / 2);
const orderPlans: fc.Arbitrary<OrderPlan> = fc
  .record({
    site: fc.integer({ min: 0, max: 3 }),
    day: fc.constantFrom(3, 3, 4, 5),
    opens: hoursOf(5, 20),
    cells: fc.constantFrom(1, 2, 3).map((n) => n * HOUR),
    slack: fc.constantFrom(0, 0.5, 3).map((n) => n * HOUR),
  })
  .map(({ site, day, opens, cells, slack }) => {
    const from = day * DAY_CELLS + opens;
    return { policy: 'day', site, cells, from, to: from + cells + slack };
  });
const helperPlans = fc
  .record({
    weeklyHours: fc.constantFrom(4, 40),
    from: hoursOf(0, 10),
    to: hoursOf(14, 24),
    days: fc.constantFrom([2, 3, 4, 5], [3, 4], [0, 1, 2, 3, 4, 5, 6]),
  })
  .map(({ weeklyHours, from, to, days }) => ({
    ...{ weeklyHours, skilled: true },
    working: days.map((day): Span => ({ day, from, to })),
  }));
const aCity: fc.Arbitrary<City> = fc
  .record({
    start: fc.constantFrom(...STARTS),
    helpers: fc.array(helperPlans, { minLength: 1, maxLength: 2 }),
    orders: fc.array(orderPlans, { minLength: 6, maxLength: 9 }),
    leaves: fc.array(fc.record({ day: fc.constantFrom(3, 4), opens: hoursOf(6, 18), cells: hoursOf(1, 6) }), {
      maxLength: 2,
    }),
    byHand: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
  })
  .map(({ start, helpers, orders, leaves, byHand }) => ({
    world: { seed: 0, start, helpers, orders },
    leaves: leaves.map(({ day, opens, cells }, n) => {
      const from = day * DAY_CELLS + opens;
      return { helper: n % helpers.length, from, to: from + cells };
    }),
    dispatch: orders.map((_, n) => (byHand[n] ? n % helpers.length : null)),
  }));

/** Runs the city and returns the rule that the database then breaks. */
async function live(
  city: City,
  how: { policy?: Policy; rules?: Policy; atOnce?: boolean } = {},
): Promise<Rule | null> {
  const { world } = city;
  const system = await openWorld({ ...stage, world, policy: how.policy ?? how.rules ?? POLICY });
  const first: number[] = [];
  const known = {
    roundOf: (n: number) => (first[n] === undefined ? 0 : 1),
    candidateAt: (n: number) => first[n],
    bookedOf: () => null,
  };
  for (const leave of city.leaves) await system.run({ do: 'leave', confirm: true, ...leave }, known);
  const order = async (n: number) => {
    const helper = city.dispatch[n];
    if (helper != null) return system.run({ do: 'dispatch', order: n, helper }, known);
    const reply = await system.run({ do: 'recommend', order: n, named: null }, known);
    if (!reply.ok || !reply.shortlist?.[0]) return reply;
    first[n] = reply.shortlist[0].helper;
    return system.run({ do: 'choose', order: n, rank: 0 }, known);
  };
  if (how.atOnce) await Promise.all(world.orders.map((_, n) => order(n)));
  else for (let n = 0; n < world.orders.length; n += 1) await order(n);

  const slots = await system.slots();
  const found: Rule[] = [];
  for (const { order: n, helper, from, to } of slots) {
    const taken = slots
      .filter((slot) => slot.helper === helper)
      .map((slot) => ({ ...slot, site: world.orders[slot.order]!.site, done: false }));
    const leaves = city.leaves.filter((leave) => leave.helper === helper);
    const calendar = { ...world.helpers[helper]!, leaves, taken };
    const broken = brokenRule({
      calendar,
      policy: how.rules ?? POLICY,
      site: world.orders[n]!.site,
      order: n,
      from,
      to,
    });
    if (broken) found.push(broken);
  }
  // Two at once are the hardest case; more only follow.
  return found.find((rule) => rule === 'overlap') ?? found[0] ?? null;
}

const check = (runs: number, how: Parameters<typeof live>[1] = {}, cities = aCity) =>
  fc.check(
    fc.asyncProperty(cities, async (city) => {
      const broken = await live(city, how);
      if (broken) throw new Error(`broken: ${broken}`);
    }),
    { numRuns: runs, seed: 20_261_122, endOnFailure: true },
  );
/** The broken rule, or null when the property held. */
const brokenBy = async (...asked: Parameters<typeof check>): Promise<string | null> => {
  const { failed, errorInstance } = await check(...asked);
  return failed ? String((errorInstance as Error).message) : null;
};

/** One helper, one morning, all at once, dispatched by hand. */
const aCrowdedMorning: fc.Arbitrary<City> = fc
  .array(fc.record({ site: fc.integer({ min: 0, max: 3 }), opens: hoursOf(8, 11) }), {
    minLength: 5,
    maxLength: 7,
  })
  .map((orders) => ({
    world: {
      ...{ seed: 0, start: STARTS[0]! },
      helpers: [
        { weeklyHours: 40, skilled: true, working: [3].map((day) => ({ day, from: 0, to: DAY_CELLS })) },
      ],
      orders: orders.map(({ site, opens }) => {
        const from = 3 * DAY_CELLS + opens;
        return { policy: 'day' as const, site, cells: HOUR, from, to: from + HOUR };
      }),
    },
    leaves: [],
    dispatch: orders.map(() => 0),
  }));

describe('random cities', () => {
  test('recommended, chosen or sent by hand → no overlap, travel, rest, leave, working time or limit is broken', async () => {
    without = null;
    expect(await brokenBy(25)).toBeNull();
  }, 300_000);

  test('everybody at once → the same', async () => {
    without = null;
    expect(await brokenBy(15, { atOnce: true }, aCrowdedMorning)).toBeNull();
  }, 300_000);

  test.each([
    ['leave', 'leave', {}],
    ['working', 'working', {}],
    ['weeklyHours', 'weekLimit', {}],
    ['no travel time', 'travel', { travelBands: [{ metres: 60_000, minutes: 0 }] }],
    ['no rest', 'rest', { restBetweenDays: '0 minutes' }],
    ['long days', 'dayLimit', { maxDailyMinutes: 1440 }],
    ['long weeks', 'weekLimit', { maxWeeklyMinutes: 10_080 }],
    ['open at night', 'hoursOfDay', { visitHours: { from: '00:00', to: '24:00' } }],
  ] as const)(
    'the guard removed: %s → the property notices that the rule %s is broken',
    async (removed, rule, terms) => {
      without = isCalendarPart(removed) ? removed : null;
      // A long rest at night, so that few cities show that nobody keeps it.
      const rules = rule === 'rest' ? { ...POLICY, restBetweenDays: '20 hours' } : POLICY;
      const policy = { ...rules, ...(terms as Partial<Policy>) };
      expect(await brokenBy(60, { policy, rules })).toBe(`broken: ${rule}`);
    },
    300_000,
  );
});

const isCalendarPart = (what: string): what is 'leave' | 'working' | 'weeklyHours' =>
  what === 'leave' || what === 'working' || what === 'weeklyHours';

describe('the layers of the booking guard', () => {
  test('without the lock → the constraint still keeps overlaps out, but not what it cannot know', async () => {
    without = 'lock';
    expect(await brokenBy(40, { atOnce: true }, aCrowdedMorning)).toMatch(/broken: (travel|dayLimit)/);
  }, 300_000);

  test('without the look into the calendar → the constraint still keeps overlaps out', async () => {
    without = 'bookings';
    expect(await brokenBy(15)).not.toBe('broken: overlap');
  }, 300_000);

  // The last test: from here on this database has no constraint.
  test('without calendar and constraint → helpers are booked twice, and the property notices', async () => {
    const owner = new pg.Client({ connectionString: db.ownerUrl });
    await owner.connect();
    await owner.query('ALTER TABLE booking DROP CONSTRAINT booking_no_overlap');
    await owner.end();
    without = 'bookings';
    const atOnce = await brokenBy(10, { atOnce: true }, aCrowdedMorning);
    expect(atOnce).toBe('broken: overlap');
    without = null;
    expect(await brokenBy(10, { atOnce: true }, aCrowdedMorning)).toBeNull();
    without = 'lock';
    expect(await brokenBy(20, { atOnce: true }, aCrowdedMorning)).toBe('broken: overlap');
  }, 300_000);
});
