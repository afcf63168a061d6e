import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { quote } from '#contracts/money/price.ts';
import { priceRange } from '#contracts/money/price-range.ts';

const HOLIDAY = Date.UTC(2026, 8, 30, 16);
const DAY = 86_400_000;
const pricing = { ...STANDARD_POLICY, holidays: ['2026-10-01'] };
const range = (more: Partial<Parameters<typeof priceRange>[0]> = {}) =>
  priceRange({ unitFen: 4000, quantity: 10, pricing, from: 0, to: 0, ...more });

test('F15: from the nearest of the lowest level to the farthest of the highest', () => {
  expect(range()).toEqual({ fromFen: 40_000, toFen: 52_000 + 3_500 });
  expect(range({ level: 'senior' })).toEqual({ fromFen: 46_000, toFen: 49_500 });
});

test('F15: a window that reaches a holiday may cost its surcharge, one within it does', () => {
  const farthest = { fromFen: 40_000, toFen: 52_000 * 1.5 + 3_500 };
  expect(range({ from: HOLIDAY - DAY, to: HOLIDAY })).toEqual(farthest);
  expect(range({ from: HOLIDAY - DAY / 2, to: HOLIDAY + 2 * DAY })).toEqual(farthest);
  expect(range({ from: HOLIDAY, to: HOLIDAY + DAY / 2 })).toEqual({ ...farthest, fromFen: 60_000 });
  expect(range({ from: HOLIDAY - DAY, to: HOLIDAY - 1 })).toEqual({ fromFen: 40_000, toFen: 55_500 });
});

test('F15: nobody costs less or more than the range, also without distance bands', () => {
  expect(range({ pricing: { ...pricing, distanceBands: [] } })).toEqual({ fromFen: 40_000, toFen: 52_000 });
  fc.assert(
    fc.property(
      fc.record({
        level: fc.constantFrom('junior' as const, 'senior' as const, 'expert' as const),
        metres: fc.nat(100_000),
        startsAt: fc.integer({ min: HOLIDAY - 3 * DAY, max: HOLIDAY + 3 * DAY }),
        quantity: fc.integer({ min: 1, max: 200 }),
      }),
      ({ quantity, ...who }) => {
        const { fromFen, toFen } = range({ quantity, from: HOLIDAY - 3 * DAY, to: HOLIDAY + 3 * DAY });
        const { totalFen } = quote({ unitFen: 4000, quantity, policy: pricing, ...who });
        expect(totalFen).toBeGreaterThanOrEqual(fromFen);
        expect(totalFen).toBeLessThanOrEqual(toFen);
      },
    ),
  );
});
