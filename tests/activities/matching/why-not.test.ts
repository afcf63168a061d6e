import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { whyNot } from '#activities/matching/why-not.ts';
import { readOrder } from '#activities/order-rows/order-row.ts';
import { WHY_NOT, type WhyNot } from '#contracts/matching/why-not.ts';
import type { Policy } from '#contracts/policy.ts';
import { aFixture, CUSTOMER, type Fixture, hours, tenOClock } from '#tests/support/a-fixture.ts';
import { aBooking, aLeave, worksAlways } from '#tests/support/calendars/rows.ts';
import { aCandidate } from '#tests/support/matching/rows.ts';
import { aBlock, aHelper, aSkill } from '#tests/support/people/rows.ts';

const START = tenOClock();
const at = (hour: number): Date => new Date(START.getTime() + hours(hour - 10));
const DATE = new Date(START.getTime() + hours(8)).toISOString().slice(0, 10);
/** Every wish that a customer can state; this helper meets all of them. */
const WISHES = {
  ...{ sex: 'female', ageFrom: 30, ageTo: 50, level: 'senior', dialect: 'zibo', brands: ['ecoline'] },
  ...{ careHabits: ['softFood'], taboos: ['smoking'], illness: 'stroke' },
};
const HERO = randomUUID();
const RIVALS = [randomUUID(), randomUUID(), randomUUID()];

let fixture: Fixture;
let home: { latitude: number; longitude: number };
let orderId: string;
beforeAll(async () => {
  fixture = await aFixture();
  home = await fixture.database.models.address.findFirstOrThrow({ where: { personId: CUSTOMER } });
  for (const id of [HERO, ...RIVALS]) await addHelper(id);
  await fixture.database.models.person.updateMany({ where: { id: { in: RIVALS } }, data: { active: false } });
});
afterAll(() => fixture?.drop());
beforeEach(async () => {
  // Exactly one start: the visit fills the window.
  const order = await fixture.anOrder({
    serviceCode: 'elderCare',
    minutes: 240,
    windowStart: START,
    windowHours: 4,
    wishes: WISHES,
  });
  orderId = order.id;
});

async function addHelper(id: string): Promise<void> {
  const { database } = fixture;
  await aHelper(database, {
    id,
    ...{ homeLatitude: home.latitude, homeLongitude: home.longitude, years: 15, boost: 50 },
    ...{ birthYear: START.getUTCFullYear() - 40, ratingSum: 50_000, ratingCount: 100, completedCount: 200 },
    ...{ dialects: ['zibo'], brands: ['ecoline'], habits: ['softFood'], worksHolidays: false },
  });
  for (const skill of ['elderCare', 'illness:stroke']) {
    await aSkill(database, { helperId: id, skill, certificate: '证书' });
  }
  await worksAlways(database, id);
}

async function ask(helperId = HERO, now = START.getTime() - hours(72)) {
  const row = await fixture.database.models.order.findUniqueOrThrow({ where: { id: orderId } });
  const order = readOrder(row);
  return fixture.database.transaction((tx) => whyNot(tx, { order, helperId, now }));
}

const hero = (data: object) => fixture.database.models.helper.update({ where: { id: HERO }, data });
const order = (data: object) => fixture.database.models.order.update({ where: { id: orderId }, data });
const policy = async (more: Partial<Policy>): Promise<unknown> => {
  const row = await fixture.database.models.order.findUniqueOrThrow({ where: { id: orderId } });
  return order({ policy: { ...(row.policy as object), ...more } });
};
const skill = (name: string) => ({ helperId_skill: { helperId: HERO, skill: name } });
const candidate = (round: number, status: string) =>
  aCandidate(fixture.database, {
    ...{ orderId, round, helperId: HERO, rank: 2, score: 1, reasons: [], quote: {}, hold: 'firm', status },
    ...{ startsAt: START, endsAt: at(14) },
  });
/** A visit of another order, somewhere to the north. */
async function booked(from: number, to: number, metresNorth = 0): Promise<() => Promise<unknown>> {
  const other = await fixture.anOrder();
  const id = randomUUID();
  const place = { latitude: home.latitude + metresNorth / 111_195, longitude: home.longitude };
  const slot = { startsAt: at(from), endsAt: at(to), status: 'confirmed' };
  await aBooking(fixture.database, { id, orderId: other.id, helperId: HERO, ...slot, ...place });
  return () => fixture.database.models.booking.delete({ where: { id } });
}

/** One change each that fails this filter only; the returned function undoes it. */
const CASES: Record<WhyNot, () => Promise<unknown>> = {
  noSuchHelper: async () => undefined,
  inactive: async () => {
    await fixture.database.models.person.update({ where: { id: HERO }, data: { active: false } });
    return () => fixture.database.models.person.update({ where: { id: HERO }, data: { active: true } });
  },
  otherCity: () => changed({ city: 'jinan' }, { city: 'zibo' }),
  removed: () => changed({ recommended: false }, { recommended: true }),
  refused: () => candidate(0, 'declined'),
  blocked: async () => {
    const where = { blockerId: HERO, blockedId: CUSTOMER };
    await aBlock(fixture.database, where);
    return () => fixture.database.models.block.deleteMany({ where });
  },
  skill: () => without('elderCare'),
  illness: () => without('illness:stroke'),
  certificate: async () => {
    await fixture.database.models.helperSkill.update({
      where: skill('elderCare'),
      data: { certificateUntil: at(13) },
    });
    return () =>
      fixture.database.models.helperSkill.update({
        where: skill('elderCare'),
        data: { certificateUntil: null },
      });
  },
  reach: () => changed({ homeLatitude: home.latitude + 0.2 }, { homeLatitude: home.latitude }),
  district: () => changed({ districts: ['370323'] }, { districts: [] }),
  sex: () => changed({ sex: 'male' }, { sex: 'female' }),
  age: () => changed({ birthYear: START.getUTCFullYear() - 51 }, { birthYear: START.getUTCFullYear() - 40 }),
  level: () => changed({ level: 'junior' }, { level: 'senior' }),
  dialect: () => changed({ dialects: ['jinan'] }, { dialects: ['zibo'] }),
  brands: () => changed({ brands: ['bluemoon'] }, { brands: ['ecoline'] }),
  careHabits: () => changed({ habits: [] }, { habits: ['softFood'] }),
  taboos: () => changed({ habits: ['softFood', 'smoking'] }, { habits: ['softFood'] }),
  // The window has begun and the rest of it is too short.
  noTime: async () => undefined,
  hoursOfDay: () => policy({ visitHours: { from: '12:00', to: '21:00' } }),
  holiday: () => policy({ holidays: [DATE] }),
  working: async () => {
    const where = { helperId: HERO, weekday: 3 };
    await fixture.database.models.workingTime.updateMany({ where, data: { endMinute: 13 * 60 } });
    return () => fixture.database.models.workingTime.updateMany({ where, data: { endMinute: 1440 } });
  },
  leave: async () => {
    const id = randomUUID();
    await aLeave(fixture.database, { id, helperId: HERO, startsAt: at(13), endsAt: at(15) });
    return () => fixture.database.models.leave.delete({ where: { id } });
  },
  booking: () => booked(13, 15),
  travel: () => booked(14.5, 16, 9_000),
  rest: () => booked(-1.5, 0.5),
  hours: () => changed({ weeklyHours: 3 }, { weeklyHours: 48 }),
  outranked: async () => {
    await fixture.database.models.person.updateMany({
      where: { id: { in: RIVALS } },
      data: { active: true },
    });
    const undo = await changed({ ratingSum: 40_000 }, { ratingSum: 50_000 });
    return async () => {
      await fixture.database.models.person.updateMany({
        where: { id: { in: RIVALS } },
        data: { active: false },
      });
      await undo();
    };
  },
  fits: async () => undefined,
  offered: async () => {
    await order({ round: 1, stage: 'selection' });
    await candidate(1, 'offered');
  },
};
const changed = async (to: object, back: object): Promise<() => Promise<unknown>> => {
  await hero(to);
  return () => hero(back);
};
const without = async (name: string): Promise<() => Promise<unknown>> => {
  await fixture.database.models.helperSkill.delete({ where: skill(name) });
  return () => aSkill(fixture.database, { helperId: HERO, skill: name, certificate: '证书' });
};
const RANKS: Partial<Record<WhyNot, number>> = { fits: 1, outranked: 4, offered: 2 };

describe('whyNot: the first thing that keeps a helper out', () => {
  test.each(WHY_NOT.map((code) => [code]))('%s', async (code) => {
    expect(await ask()).toEqual({ code: 'fits', rank: 1 });
    const undo = await CASES[code]();
    const helperId = code === 'noSuchHelper' ? randomUUID() : HERO;
    const now = code === 'noTime' ? at(11).getTime() : undefined;
    try {
      expect(await ask(helperId, now)).toEqual({ code, rank: RANKS[code] ?? null });
    } finally {
      if (typeof undo === 'function') await undo();
    }
  });

  test('who declined the present offer is refused, not offered', async () => {
    await order({ round: 1, stage: 'selection' });
    await candidate(1, 'declined');
    expect((await ask()).code).toBe('refused');
  });

  test('of two reasons the first in the order of the list is told', async () => {
    await hero({ sex: 'male', recommended: false });
    expect((await ask()).code).toBe('removed');
    await hero({ sex: 'female', recommended: true });
  });
});
