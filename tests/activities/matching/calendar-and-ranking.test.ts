import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { metresBetween } from '#activities/calendars/distance.ts';
import {
  clashOf,
  firstFreeStart,
  firstStart,
  type HelperCalendar,
  type Slot,
  travelMinutes,
  weekLoad,
} from '#activities/calendars/helper-calendar.ts';
import type { FreeHelper } from '#activities/matching/find-free-helpers.ts';
import { rankHelpers, shrunkRating, weightsOf } from '#activities/matching/ranking.ts';
import { parsePolicy } from '#contracts/catalogue/parse-policy.ts';
import { ROUND_THE_CLOCK, STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';

const site = { latitude: 36.8067, longitude: 118.0178 };
/** Local time of a Monday far from any holiday. */
const at = (hour: number, minute = 0, day = 0) =>
  Date.UTC(2026, 10, 30 + day, -8) + (hour * 60 + minute) * 60_000;
const slot = (from: number, to: number, day = 0): Slot => ({
  startsAt: at(from, 0, day),
  endsAt: at(to, 0, day),
});
const calendar = (more: Partial<HelperCalendar> = {}): HelperCalendar => ({
  helperId: 'h',
  weeklyHours: 40,
  worksHolidays: true,
  workingTimes: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute: 480, endMinute: 1200 })),
  leaves: [],
  bookings: [],
  ...more,
});
const booking = (s: Slot, more: object = {}) => ({ ...s, ...site, orderId: 'other', alive: true, ...more });
const wanted = { orderId: 'own', site, policy: STANDARD_POLICY };

describe('clashOf: why a helper cannot come', () => {
  test.each([
    ['free', calendar(), slot(9, 12), null],
    ['before the shift', calendar(), slot(7, 9), 'working'],
    ['over the end of the shift', calendar(), slot(18, 21), 'working'],
    ['on a Sunday', calendar(), slot(9, 12, 6), 'working'],
    [
      'before the city’s visit hours',
      calendar({ workingTimes: [{ weekday: 1, startMinute: 0, endMinute: 1440 }] }),
      slot(5, 8),
      'hoursOfDay',
    ],
    ['on leave', calendar({ leaves: [slot(11, 20)] }), slot(9, 12), 'leave'],
    ['leave ends as the visit starts', calendar({ leaves: [slot(8, 9)] }), slot(9, 12), null],
    ['booked', calendar({ bookings: [booking(slot(11, 13))] }), slot(9, 12), 'booking'],
    ['no time for the way', calendar({ bookings: [booking(slot(12, 13))] }), slot(9, 12), 'travel'],
    [
      '20 minutes for the way next door',
      calendar({ bookings: [booking({ startsAt: at(12, 20), endsAt: at(14) })] }),
      slot(9, 12),
      null,
    ],
    [
      'the own order is no hindrance',
      calendar({ bookings: [booking(slot(9, 12), { orderId: 'own' })] }),
      slot(9, 12),
      null,
    ],
    [
      '12 hours a day are enough',
      calendar({ bookings: [booking(slot(8, 9), { endsAt: at(17, 30), alive: false })] }),
      slot(17, 20),
      'hours',
    ],
    ['not on a holiday', calendar({ worksHolidays: false }), slot(9, 12), null],
    [
      'ten hours of rest after a late visit',
      calendar({ bookings: [booking(slot(21, 23, -1))] }),
      slot(8, 10),
      'rest',
    ],
    [
      'ten hours of rest before an early visit',
      calendar({ bookings: [booking({ startsAt: at(5, 30, 1), endsAt: at(6, 0, 1) })] }),
      slot(18, 20),
      'rest',
    ],
    ['ten hours of rest are enough', calendar({ bookings: [booking(slot(19, 22, -1))] }), slot(8, 10), null],
    [
      '40 hours a week are enough',
      calendar({ bookings: [1, 2, 3, 4].map((d) => booking(slot(8, 18, d))) }),
      slot(9, 12),
      'hours',
    ],
  ] as const)('%s', (_, of, when, clash) => {
    expect(clashOf(of, when, wanted)).toBe(clash);
  });

  test('on a holiday only those who work on holidays, and only where there is one', () => {
    const policy = { ...STANDARD_POLICY, holidays: ['2026-11-30'] };
    expect(clashOf(calendar({ worksHolidays: false }), slot(9, 12), { ...wanted, policy })).toBe('holiday');
    expect(clashOf(calendar(), slot(9, 12), { ...wanted, policy })).toBeNull();
    expect(clashOf(calendar({ worksHolidays: false }), slot(9, 12, 1), { ...wanted, policy })).toBeNull();
  });

  test('an order placed under a policy that knew no rest rests as the standard says', () => {
    const { restBetweenDays: _, ...older } = STANDARD_POLICY;
    const late = calendar({ bookings: [booking(slot(21, 23, -1))] });
    expect(clashOf(late, slot(8, 10), { ...wanted, policy: parsePolicy(older) })).toBe('rest');
  });

  test('the farther the next home, the longer the way', () => {
    const far = { latitude: 36.9593, longitude: 118.0979 };
    const metres = metresBetween(site, far);
    expect(metres).toBeGreaterThan(17_000);
    expect(metres).toBeLessThan(20_000);
    expect(travelMinutes(metres, STANDARD_POLICY)).toBe(60);
    const busy = calendar({ bookings: [{ ...booking(slot(12, 13)), ...far, startsAt: at(12, 45) }] });
    expect(clashOf(busy, slot(9, 12), wanted)).toBe('travel');
  });
});

describe('clashOf over midnight: each local day counts for itself', () => {
  const CARE = {
    ...STANDARD_POLICY,
    ...ROUND_THE_CLOCK,
    holidays: [] as string[],
  };
  const roundTheClock = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    weekday,
    startMinute: 0,
    endMinute: 1440,
  }));
  const carer = (more: Partial<HelperCalendar> = {}) =>
    calendar({ weeklyHours: 48, workingTimes: roundTheClock, ...more });
  const shift = slot(20, 44);
  const clash = (of: HelperCalendar, when: Slot, policy = CARE) => clashOf(of, when, { ...wanted, policy });

  test('a shift of 24 hours from eight to eight → free, where the hours are round the clock', () => {
    expect(clash(carer(), shift)).toBeNull();
    expect(clash(carer(), shift, { ...CARE, visitHours: STANDARD_POLICY.visitHours })).toBe('hoursOfDay');
    const { maxShiftMinutes: _, ...noShifts } = CARE;
    expect(clash(carer(), shift, noShifts as typeof CARE)).toBe('hours');
    const window = { ...wanted, policy: CARE, minutes: 1440, windowStart: at(20), windowEnd: at(52), now: 0 };
    expect(firstFreeStart(carer(), window)).toBe(at(20));
    expect(firstFreeStart(carer({ leaves: [slot(20, 23)] }), window)).toBe(at(23));
  });
  test.each([
    ['the second day is not worked', { workingTimes: roundTheClock.slice(0, 1) }, 'working'],
    [
      'the evening ends at eleven',
      { workingTimes: roundTheClock.map((t) => (t.weekday === 1 ? { ...t, endMinute: 1380 } : t)) },
      'working',
    ],
    ['leave on the second day', { leaves: [slot(43, 50)] }, 'leave'],
    ['booked on the second day', { bookings: [booking(slot(43, 46))] }, 'booking'],
    ['no time for the way on the second day', { bookings: [booking(slot(44, 46))] }, 'travel'],
    ['the night after it is a rest', { bookings: [booking(slot(50, 52))] }, 'rest'],
    ['ten hours later is not', { bookings: [booking(slot(54, 56))] }, null],
    ['a visit of the same evening needs no rest before it', { bookings: [booking(slot(16, 19))] }, null],
    ['but not more than a day allows', { bookings: [booking(slot(10, 19))] }, 'hours'],
  ] as const)('%s', (_, more, expected) => {
    expect(clash(carer(more as Partial<HelperCalendar>), shift)).toBe(expected);
  });
  test('a holiday on either day keeps out who does not work on holidays', () => {
    for (const [holiday, expected] of [
      ['2026-11-30', 'holiday'],
      ['2026-12-01', 'holiday'],
      ['2026-12-02', null],
    ] as const)
      expect(clash(carer({ worksHolidays: false }), shift, { ...CARE, holidays: [holiday] })).toBe(expected);
  });
  test('the limit of a day counts what lies on that day: of a night visit and of other visits', () => {
    const policy = { ...CARE, maxShiftMinutes: 0 };
    const night = slot(18, 34);
    const evening = (hours: number) => carer({ bookings: [booking(slot(44.5, 44.5 + hours))] });
    expect(clash(carer(), night, policy)).toBeNull();
    expect(clash(evening(2), night, policy)).toBeNull();
    expect(clash(evening(2.5), night, policy)).toBe('hours');
    // The night before ran into this morning.
    const before = carer({ bookings: [booking(slot(-4, 8))] });
    expect(clash(before, slot(18, 22), policy)).toBeNull();
    expect(clash(before, slot(18, 22.5), policy)).toBe('hours');
    expect(clash(carer(), slot(18, 37), policy)).toBe('hours');
  });
  test('the limit of a week counts what lies in that week', () => {
    const sunday = slot(20, 44, 6);
    const nextWeek = (hours: number) =>
      carer({ weeklyHours: 21, bookings: [booking(slot(8, 8 + hours, 9))] });
    expect(clash(nextWeek(1), sunday)).toBeNull();
    expect(clash(nextWeek(1.5), sunday)).toBe('hours');
    const thisWeek = (hours: number) => carer({ weeklyHours: 21, bookings: [booking(slot(0, hours, 2))] });
    expect(clash(thisWeek(17), sunday)).toBeNull();
    expect(clash(thisWeek(17.5), sunday)).toBe('hours');
    const busy = carer({ bookings: [booking(sunday)] });
    expect(weekLoad(busy, at(9), 480)).toBe(4 * 60);
    expect(weekLoad(busy, at(9, 0, 7), 480)).toBe(20 * 60);
  });
});

describe('firstFreeStart: the earliest fit', () => {
  const window = { ...wanted, minutes: 120, windowStart: at(9), windowEnd: at(15), now: at(0) };
  test('free → at once; a booking in the way → the next half hour after it and the way', () => {
    expect(firstFreeStart(calendar(), window)).toBe(at(9));
    expect(firstFreeStart(calendar({ bookings: [booking(slot(9, 11))] }), window)).toBe(at(11, 30));
    expect(firstFreeStart(calendar({ bookings: [booking(slot(10, 14))] }), window)).toBeNull();
  });
  test('a window that is open already → the next five minutes', () => {
    expect(firstStart(at(9), at(9, 2))).toBe(at(9, 5));
    expect(firstStart(at(9), at(8))).toBe(at(9));
    expect(firstFreeStart(calendar(), { ...window, now: at(9, 2) })).toBe(at(9, 5));
  });
  test('any bookings: what it proposes never overlaps, always lies in the window, and nothing earlier was free', () => {
    const slots = fc.array(
      fc.record({ from: fc.integer({ min: 16, max: 36 }), length: fc.integer({ min: 1, max: 6 }) }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(slots, (list) => {
        const bookings = list.map(({ from, length }) =>
          booking({ startsAt: at(0) + from * 1_800_000, endsAt: at(0) + (from + length) * 1_800_000 }),
        );
        const of = calendar({ bookings });
        const start = firstFreeStart(of, window);
        const last = start ?? window.windowEnd;
        for (let t = window.windowStart; t < last && t + 7_200_000 <= window.windowEnd; t += 1_800_000) {
          expect(clashOf(of, { startsAt: t, endsAt: t + 7_200_000 }, window)).not.toBeNull();
        }
        if (start === null) return;
        expect(start).toBeGreaterThanOrEqual(window.windowStart);
        expect(start + 7_200_000).toBeLessThanOrEqual(window.windowEnd);
        for (const b of bookings) expect(b.startsAt < start + 7_200_000 && start < b.endsAt).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe('rankHelpers: who comes first, and why', () => {
  const helper = (id: string, more: Partial<FreeHelper> & { totalFen?: number } = {}) => ({
    id,
    level: 'senior' as const,
    years: 6,
    ratingSum: 46_000,
    ratingCount: 100,
    completedCount: 150,
    boost: 0,
    autoAccept: false,
    reachMetres: 10_000,
    metres: 3_000,
    sameHelper: false,
    softHolds: 0,
    skills: 1,
    validUntil: null,
    startsAt: at(9),
    calendar: calendar(),
    totalFen: 12_000,
    ...more,
  });
  const order = (
    helpers: ReturnType<typeof helper>[],
    { named, reasons = [] }: { named?: string; reasons?: string[] } = {},
  ) =>
    rankHelpers({
      orderId: 'o',
      helpers: helpers.map((h) => ({ ...h, plainFen: h.totalFen })),
      weights: weightsOf(STANDARD_POLICY, reasons),
      scale: { cheapestFen: 8_000, dearestFen: 16_000 },
      windowStart: at(9),
      windowEnd: at(18),
      utcOffsetMinutes: 480,
      named,
    });
  const first = (...args: Parameters<typeof order>) => order(...args)[0]?.id;

  test.each([
    ['better rated', { ratingSum: 49_000 }, {}],
    ['nearer', { metres: 500 }, {}],
    ['known to the customer', { sameHelper: true }, {}],
    ['rewarded', { boost: 20 }, {}],
    ['less booked that week', {}, { calendar: calendar({ bookings: [booking(slot(8, 18, 3))] }) }],
    ['more experienced', { years: 14 }, {}],
    ['cheaper', { totalFen: 9_000 }, {}],
  ] as const)('%s → first', (_, a, b) => {
    expect(first([helper('b', b), helper('a', a)])).toBe('a');
    expect(first([helper('a', a), helper('b', b)])).toBe('a');
  });

  test('one perfect review does not beat a hundred good ones; a newcomer has a chance', () => {
    expect(shrunkRating({ ratingSum: 500, ratingCount: 1 })).toBeLessThan(
      shrunkRating({ ratingSum: 48_000, ratingCount: 100 }),
    );
    expect(shrunkRating({ ratingSum: 0, ratingCount: 0 })).toBe(4.6);
    const newcomer = helper('new', { ratingSum: 0, ratingCount: 0, completedCount: 0 });
    expect(first([helper('old', { completedCount: 5 }), newcomer])).toBe('new');
    expect(order([newcomer])[0]?.reasons.map((r) => r.code)).toContain('newcomer');
  });

  test('what the customer missed counts more in the next round', () => {
    const cheap = helper('cheap', { totalFen: 8_000, ratingSum: 44_000, metres: 6_000 });
    const good = helper('good', { totalFen: 15_000, ratingSum: 49_000, metres: 4_000 });
    const near = helper('near', { totalFen: 14_000, ratingSum: 44_500, metres: 500 });
    expect(first([cheap, good, near])).not.toBe('cheap');
    expect(first([cheap, good, near], { reasons: ['price'] })).toBe('cheap');
    expect(first([cheap, good, near], { reasons: ['distance'] })).toBe('near');
    expect(first([cheap, good, near], { reasons: ['experience'] })).toBe('good');
  });

  test('named → first; equals → the same lot every time, another for another order', () => {
    expect(first([helper('a', { ratingSum: 50_000 }), helper('b')], { named: 'b' })).toBe('b');
    const equals = ['a', 'b', 'c', 'd'].map((id) => helper(id));
    expect(order(equals).map((h) => h.id)).toEqual(order([...equals].reverse()).map((h) => h.id));
  });
});
