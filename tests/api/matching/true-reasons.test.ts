import { expect, test } from '@jest/globals';
import { trueReasons } from '#api/matching/reads/true-reasons.ts';
import { shownRating } from '#contracts/helpers/shown-rating.ts';

const card = (startsAt: string, totalFen: number, rating: number | null = 4.9) => ({
  reasons: [{ code: 'rated', value: 4.8 }, { code: 'sooner' }, { code: 'cheaper' }, { code: 'free' }],
  ...{ startsAt: `2026-12-01T${startsAt}:00.000Z`, quote: { totalFen }, helper: { rating } },
});
const codes = (offers: ReturnType<typeof card>[]) =>
  trueReasons(offers).map(({ reasons }) => reasons.map(({ code }) => code));

test('F33: the rating of a reason is the one on the card; without one there is no such reason', () => {
  const [one] = trueReasons([card('02:00', 100, 4.9)]);
  expect(one!.reasons[0]).toEqual({ code: 'rated', value: 4.9 });
  expect(codes([card('02:00', 100, null)])).toEqual([['free']]);
});

test('F33: "can come sooner" stands on the earliest card only', () => {
  expect(codes([card('03:00', 100), card('02:00', 100), card('04:00', 100)])).toEqual([
    ['rated', 'free'],
    ['rated', 'sooner', 'free'],
    ['rated', 'free'],
  ]);
  expect(codes([card('02:00', 100), card('02:00', 100)])).toEqual([
    ['rated', 'free'],
    ['rated', 'free'],
  ]);
});

test('F81: "lower price" stands on the cheapest card only', () => {
  expect(codes([card('02:00', 100), card('02:00', 90), card('02:00', 90.5)])).toEqual([
    ['rated', 'free'],
    ['rated', 'cheaper', 'free'],
    ['rated', 'free'],
  ]);
});

test('F33: a rating has one decimal, the same on every screen', () => {
  expect(shownRating({ ratingSum: 0, ratingCount: 0 })).toBeNull();
  expect(shownRating({ ratingSum: 486, ratingCount: 1 })).toBe(4.9);
  expect(shownRating({ ratingSum: 3 * 445, ratingCount: 3 })).toBe(4.5);
});
