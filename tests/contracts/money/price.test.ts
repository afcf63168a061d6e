import { describe, expect, test } from '@jest/globals';
import { isHoliday, quote, splitFen } from '#contracts/money/price.ts';

const POLICY = {
  levelPercent: { junior: 90, senior: 100, expert: 125 },
  distanceBands: [
    { metres: 3000, fen: 0 },
    { metres: 8000, fen: 500 },
    { metres: 15000, fen: 1100 },
  ],
  holidayPercent: 50,
  holidays: ['2026-10-01'],
  utcOffsetMinutes: 480,
};
/** 00:00 of the holiday in Zibo. */
const HOLIDAY = Date.UTC(2026, 8, 30, 16);
const DAY = 86_400_000;
const ask = (more: Partial<Parameters<typeof quote>[0]> = {}) =>
  quote({
    ...{ unitFen: 4000, quantity: 3, level: 'senior', metres: 0, startsAt: HOLIDAY - DAY, policy: POLICY },
    ...more,
  });
const linesOf = (more: Partial<Parameters<typeof quote>[0]> = {}) =>
  ask(more).lines.map(({ code, fen }) => `${code} ${fen}`);

describe('quote', () => {
  test('unit price × quantity, and nothing else for a senior helper nearby on a working day', () => {
    expect(ask()).toEqual({
      lines: [{ code: 'base', fen: 12_000 }],
      totalFen: 12_000,
      unitFen: 4000,
      quantity: 3,
    });
  });

  test('the level takes off or adds a percentage, rounded to a fen', () => {
    expect(linesOf({ level: 'junior' })).toEqual(['base 12000', 'level -1200']);
    expect(linesOf({ level: 'expert' })).toEqual(['base 12000', 'level 3000']);
    expect(ask({ level: 'expert', unitFen: 333, quantity: 1 }).totalFen).toBe(333 + 83);
  });

  test.each([
    [3000, ['base 12000']],
    [3001, ['base 12000', 'distance 500']],
    [8000, ['base 12000', 'distance 500']],
    [8001, ['base 12000', 'distance 1100']],
    [90_000, ['base 12000', 'distance 1100']],
  ])('%s metres: the band that reaches so far, else the last', (metres, lines) => {
    expect(linesOf({ metres })).toEqual(lines);
  });

  test('a policy without bands charges no distance', () => {
    expect(linesOf({ metres: 9000, policy: { ...POLICY, distanceBands: [] } })).toEqual(['base 12000']);
  });

  test('a holiday adds its percentage of price and level, not of the distance', () => {
    expect(linesOf({ startsAt: HOLIDAY, level: 'expert', metres: 5000 })).toEqual([
      'base 12000',
      'level 3000',
      'distance 500',
      'holiday 7500',
    ]);
    expect(ask({ startsAt: HOLIDAY, level: 'expert', metres: 5000 }).totalFen).toBe(23_000);
  });

  test('a cap takes off what is above it, and only that', () => {
    expect(linesOf({ capFen: 11_000 })).toEqual(['base 12000', 'cap -1000']);
    expect(ask({ capFen: 11_000 }).totalFen).toBe(11_000);
    for (const capFen of [12_000, 13_000, null, undefined])
      expect(linesOf({ capFen })).toEqual(['base 12000']);
  });
});

test('isHoliday: by the local day, from midnight to midnight', () => {
  const at = [HOLIDAY - 1, HOLIDAY, HOLIDAY + DAY - 1, HOLIDAY + DAY];
  expect(at.map((time) => isHoliday(time, POLICY))).toEqual([false, true, true, false]);
});

test('splitFen: the platform’s percentage, rounded, and the rest for the helper', () => {
  expect(splitFen(10_000, 20)).toEqual({ platform: 2000, helper: 8000 });
  expect(splitFen(333, 20)).toEqual({ platform: 67, helper: 266 });
});
