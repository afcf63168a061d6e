import { describe, expect, test } from '@jest/globals';
import type { HelperCalendar } from '#activities/calendars/helper-calendar.ts';
import type { FreeHelper } from '#activities/matching/find-free-helpers.ts';
import { merits, priceScale, rankHelpers, STANDING, weightsOf } from '#activities/matching/ranking.ts';
import { parsePolicy } from '#contracts/catalogue/parse-policy.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { quote } from '#contracts/money/price.ts';

// Written before the weights: how a dispatcher of a city would decide. A change of weights must keep them. The order:
// three hours of daily cleaning, Tuesday between 9:00 and 15:00, 45 yuan an hour.
const START = Date.UTC(2026, 11, 1, 1);
const HOUR = 3_600_000;
const BASE_FEN = 13_500;

interface Person {
  rating?: number;
  reviews?: number;
  visits?: number;
  years?: number;
  km?: number;
  level?: 'junior' | 'senior' | 'expert';
  boost?: number;
  /** hours already booked this week, of 44 */
  booked?: number;
  /** hours after the start of the window */
  startsAfter?: number;
  known?: boolean;
  reachKm?: number;
}

function helper(id: string, person: Person): FreeHelper & { totalFen: number; plainFen: number } {
  const { rating = 4.6, reviews = 40, years = 5, km = 3, level = 'senior', boost = 0, reachKm = 10 } = person;
  const { booked = 12, startsAfter = 0, known = false, visits = Math.max(reviews, 5) } = person;
  const startsAt = START + startsAfter * HOUR;
  const busy = Array.from({ length: Math.ceil(booked / 8) }, (_, n) => {
    const from = START + (n + 1) * 24 * HOUR;
    const hours = Math.min(8, booked - 8 * n);
    const site = { latitude: 36.8, longitude: 118 };
    return { orderId: `${id}${n}`, alive: true, startsAt: from, endsAt: from + hours * HOUR, ...site };
  });
  const calendar: HelperCalendar = {
    helperId: id,
    weeklyHours: 44,
    worksHolidays: true,
    workingTimes: [],
    leaves: [],
    bookings: busy,
  };
  const price = { level, metres: km * 1000, unitFen: 4500, quantity: 3, startsAt, policy: STANDARD_POLICY };
  const { totalFen } = quote(price);
  return {
    id,
    level,
    years,
    ratingSum: Math.round(rating * reviews * 100),
    ratingCount: reviews,
    completedCount: visits,
    boost,
    autoAccept: false,
    reachMetres: reachKm * 1000,
    metres: km * 1000,
    sameHelper: known,
    softHolds: 0,
    skills: 1,
    validUntil: null,
    startsAt,
    calendar,
    totalFen,
    plainFen: totalFen,
  };
}

interface More {
  reasons?: string[];
  named?: string;
  /** hours before the window opens; without it: days before */
  ahead?: number;
}

function ranked(people: Record<string, Person>, more: More = {}) {
  return rankHelpers({
    orderId: 'JZ261201-EXAMPLES',
    helpers: Object.entries(people).map(([id, person]) => helper(id, person)),
    named: more.named,
    weights: weightsOf(STANDARD_POLICY, more.reasons ?? [], {
      now: START - (more.ahead ?? 48) * HOUR,
      windowStart: START,
    }),
    scale: priceScale(BASE_FEN, STANDARD_POLICY),
    windowStart: START,
    windowEnd: START + 6 * HOUR,
    utcOffsetMinutes: 480,
  });
}

const order = (people: Record<string, Person>, more: More = {}): string[] =>
  ranked(people, more).map(({ id }) => id);
const reasonsOf = (people: Record<string, Person>, id: string, more: { reasons?: string[] } = {}): string[] =>
  ranked(people, more)
    .find((one) => one.id === id)
    ?.reasons.map(({ code }) => code) ?? [];

describe('worked examples a dispatcher agrees with', () => {
  const examples: [string, Record<string, Person>, string[], More?][] = [
    [
      'equal but for the reviews: the better rated',
      { fair: { rating: 4.2 }, good: { rating: 4.9 } },
      ['good', 'fair'],
    ],
    ['equal but for the way: the one next door', { far: { km: 9 }, near: { km: 1 } }, ['near', 'far']],
    [
      'one five-star review is luck, eighty reviews of 4.8 are not',
      { lucky: { rating: 5, reviews: 1, visits: 6 }, proven: { rating: 4.8, reviews: 80 } },
      ['proven', 'lucky'],
    ],
    [
      'who was here before and did well comes again, though another is a little better rated',
      { stranger: { rating: 4.9 }, known: { rating: 4.7, known: true } },
      ['known', 'stranger'],
    ],
    [
      'but who was here before and is badly rated since does not',
      { stranger: { rating: 4.8 }, known: { rating: 3.4, reviews: 60, known: true } },
      ['stranger', 'known'],
    ],
    [
      'a bad rating is not made good by living next door',
      { bad: { rating: 3.2, reviews: 60, km: 0.5 }, good: { rating: 4.8, km: 6 } },
      ['good', 'bad'],
    ],
    [
      'equally good: the one with the emptier week, so that nobody is overworked',
      { full: { booked: 36 }, empty: { booked: 4 } },
      ['empty', 'full'],
    ],
    [
      'a full week does not put a much better helper behind a weak one',
      { full: { rating: 4.9, reviews: 120, booked: 36 }, weak: { rating: 3.8, reviews: 120, booked: 0 } },
      ['full', 'weak'],
    ],
    [
      'rewarded for good reviews: before an equal',
      { plain: {}, rewarded: { boost: 15 } },
      ['rewarded', 'plain'],
    ],
    [
      'a newcomer is given a first chance before an average helper who lives as near',
      { average: { rating: 4.5 }, newcomer: { reviews: 0, visits: 1, years: 5 } },
      ['newcomer', 'average'],
    ],
    [
      'but not before an excellent one',
      { newcomer: { reviews: 0, visits: 1, years: 1 }, excellent: { rating: 4.9, reviews: 150, years: 10 } },
      ['excellent', 'newcomer'],
    ],
    [
      'same in all but the years: the more experienced',
      { young: { years: 1 }, old: { years: 12 } },
      ['old', 'young'],
    ],
    [
      'same in all but the level: the cheaper, since nobody asked for an expert',
      { expert: { level: 'expert' }, junior: { level: 'junior' } },
      ['junior', 'expert'],
    ],
    [
      'same in all but the start: the sooner',
      { late: { startsAfter: 3 }, soon: { startsAfter: 0 } },
      ['soon', 'late'],
    ],
    [
      'three minutes nearer do not outweigh half a star',
      { nearer: { rating: 4.3, km: 2.5, reviews: 80 }, better: { rating: 4.8, km: 3, reviews: 80 } },
      ['better', 'nearer'],
    ],
    [
      'the one the customer named comes first, whoever else is free',
      { best: { rating: 5, reviews: 200, km: 0.5, known: true }, named: { rating: 4, km: 9 } },
      ['named', 'best'],
      { named: 'named' },
    ],
    [
      'asked again because of the price: the cheaper one, though rated a little lower',
      { dear: { level: 'expert', rating: 4.8 }, cheap: { level: 'junior', rating: 4.5 } },
      ['cheap', 'dear'],
      { reasons: ['price'] },
    ],
    [
      'asked again because of the distance: the near one, though rated a little lower',
      { far: { km: 8, rating: 4.9 }, near: { km: 1, rating: 4.5 } },
      ['near', 'far'],
      { reasons: ['distance'] },
    ],
    [
      'asked again because of the experience: years before nearness, and no beginners',
      {
        near: { km: 0.5, years: 2 },
        beginner: { reviews: 0, visits: 0, years: 1, km: 0.5 },
        years: { km: 4, years: 14 },
      },
      ['years', 'near', 'beginner'],
      { reasons: ['experience'] },
    ],
    [
      'asked again because of the time: who can start at once',
      { later: { rating: 4.9, startsAfter: 3 }, now: { rating: 4.5, startsAfter: 0 } },
      ['now', 'later'],
      { reasons: ['time'] },
    ],
    [
      'a helper with a small reach at its edge comes after one who is glad to come so far',
      { edge: { km: 4.8, reachKm: 5 }, glad: { km: 4.8, reachKm: 15 } },
      ['glad', 'edge'],
    ],
    [
      'wanted the day after tomorrow: the better rated, though another could start three hours before',
      { better: { rating: 4.9, startsAfter: 3 }, sooner: { rating: 4.5, startsAfter: 0 } },
      ['better', 'sooner'],
    ],
    [
      'wanted at once: who can start now, though another who starts in three hours is better rated',
      { better: { rating: 4.9, startsAfter: 3 }, sooner: { rating: 4.5, startsAfter: 0 } },
      ['sooner', 'better'],
      { ahead: 0 },
    ],
    [
      'wanted at once, and the window is half an hour old: still the one who can start',
      { known: { known: true, startsAfter: 4 }, now: { startsAfter: 0.5 } },
      ['now', 'known'],
      { ahead: -0.5 },
    ],
    [
      'wanted at once: half an hour sooner does not outweigh half a star',
      {
        better: { rating: 4.8, reviews: 80, startsAfter: 0.5 },
        sooner: { rating: 4.3, reviews: 80, startsAfter: 0 },
      },
      ['better', 'sooner'],
      { ahead: 0 },
    ],
    [
      'wanted at once: nobody is sent a badly rated helper because a good one needs two hours more',
      {
        good: { rating: 4.8, reviews: 60, startsAfter: 2 },
        bad: { rating: 3.2, reviews: 60, startsAfter: 0 },
      },
      ['good', 'bad'],
      { ahead: 0 },
    ],
  ];
  // Jest would treat a missing fourth value as a callback to wait for.
  test.each(examples.map(([...row]) => [row[0], row[1], row[2], row[3] ?? {}] as const))(
    '%s',
    (_, people, expected, more) => {
      expect(order(people, more)).toEqual(expected);
      const reversed = Object.fromEntries(Object.entries(people).reverse());
      expect(order(reversed, more)).toEqual(expected);
    },
  );

  test('every place carries reasons a customer understands, the strongest first', () => {
    const people = {
      known: { known: true, rating: 4.9, km: 1, years: 8 },
      newcomer: { reviews: 0, visits: 0, years: 1 },
      cheap: { level: 'junior' as const, rating: 4.4, km: 8, years: 2 },
    };
    expect(reasonsOf(people, 'known')).toEqual(['rated', 'near', 'sameHelper', 'free', 'skill']);
    expect(reasonsOf(people, 'newcomer')).toContain('newcomer');
    expect(reasonsOf(people, 'newcomer')).not.toContain('rated');
    expect(reasonsOf(people, 'cheap', { reasons: ['price'] })[0]).toBe('cheaper');
  });

  test('a city changes the order by its weights alone; an order placed before there were weights ranks as standard', () => {
    const people = {
      near: helper('near', { km: 0.5, rating: 4.3 }),
      good: helper('good', { km: 8, rating: 4.9 }),
    };
    const first = (policy: object): string | undefined =>
      rankHelpers({
        orderId: 'o',
        helpers: Object.values(people),
        weights: weightsOf(parsePolicy(policy), []),
        scale: priceScale(BASE_FEN, STANDARD_POLICY),
        windowStart: START,
        windowEnd: START + 6 * HOUR,
        utcOffsetMinutes: 480,
      })[0]?.id;
    const { weights, ...older } = STANDARD_POLICY;
    expect(first({ ...older, weights: { ...weights, near: 0 } })).toBe('good');
    expect(first({ ...older, weights: { ...weights, near: 60 } })).toBe('near');
    expect(first(older)).toBe(first(STANDARD_POLICY));
  });

  test('the parts never pass the points of their weights', () => {
    const perfect = merits({
      ratingSum: 500 * 1000,
      ratingCount: 1000,
      boost: 500,
      years: 60,
      completedCount: 0,
    });
    for (const part of Object.keys(STANDING) as (keyof typeof STANDING)[]) {
      expect(perfect[part]).toBeGreaterThan(0.9);
      expect(perfect[part]).toBeLessThanOrEqual(1);
    }
  });
});
