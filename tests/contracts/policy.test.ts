import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { millis } from '#contracts/durations.ts';
import { quote, splitFen } from '#contracts/money/price.ts';
import { personDeadline } from '#contracts/person-deadline.ts';

const at = (local: string) => Date.parse(`${local}:00+08:00`);
const local = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16);

describe('personDeadline: nights do not count', () => {
  test.each([
    ['2026-11-23T08:00', '30 minutes', '2026-11-23T08:30'],
    ['2026-11-23T21:50', '30 minutes', '2026-11-24T08:20'],
    ['2026-11-23T23:30', '30 minutes', '2026-11-24T08:30'],
    ['2026-11-23T03:00', '60 minutes', '2026-11-23T09:00'],
    ['2026-11-23T22:00', '60 minutes', '2026-11-24T09:00'],
    ['2026-11-23T21:00', '60 minutes', '2026-11-23T22:00'],
    ['2026-11-23T08:00', '24 hours', '2026-11-24T18:00'],
    ['2026-12-31T21:30', '2 hours', '2027-01-01T09:30'],
  ])('from %s, limit %s → %s', (from, limit, until) => {
    expect(local(personDeadline({ from: at(from), limit, policy: STANDARD_POLICY, visitStart: null }))).toBe(
      until,
    );
  });

  test('a visit that starts within 4 h → the night counts as well', () => {
    const input = { from: at('2026-11-23T23:30'), limit: '30 minutes', policy: STANDARD_POLICY };
    expect(local(personDeadline({ ...input, visitStart: at('2026-11-24T03:00') }))).toBe('2026-11-24T00:00');
    expect(local(personDeadline({ ...input, visitStart: at('2026-11-24T03:30') }))).toBe('2026-11-24T00:00');
    expect(local(personDeadline({ ...input, visitStart: at('2026-11-24T03:31') }))).toBe('2026-11-24T08:30');
    expect(local(personDeadline({ ...input, visitStart: at('2026-11-24T09:00') }))).toBe('2026-11-24T08:30');
  });

  test('never before the plain limit, and always inside or at the end of service hours', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 1, max: 4000 }), (from, minutes) => {
        const until = personDeadline({ from, limit: `${minutes} minutes`, policy: STANDARD_POLICY });
        const minuteOfDay = ((until + 8 * 3_600_000) % 86_400_000) / 60_000;
        return until >= from + minutes * 60_000 && minuteOfDay > 8 * 60 - 1 && minuteOfDay <= 22 * 60;
      }),
    );
  });
});

test('millis: words to ms; anything else is refused', () => {
  expect(millis('24 hours')).toBe(86_400_000);
  expect(millis('1 second')).toBe(1000);
  for (const bad of ['', '24h', '-1 hours', '1.5 hours', '3 weeks'])
    expect(() => millis(bad)).toThrow('Not a duration');
});

describe('price', () => {
  const policy = { ...STANDARD_POLICY, holidays: ['2027-01-01'] };
  test('unit × quantity × level + distance + holiday, as lines that add up', () => {
    const q = quote({
      unitFen: 4000,
      quantity: 3,
      level: 'senior',
      metres: 7000,
      startsAt: at('2027-01-01T09:00'),
      policy,
    });
    expect(q.lines).toEqual([
      { code: 'base', fen: 12000 },
      { code: 'level', fen: 1800 },
      { code: 'distance', fen: 1000 },
      { code: 'holiday', fen: 6900 },
    ]);
    expect(q.totalFen).toBe(21700);
  });
  test('a replacement never costs more than the cap', () => {
    const q = quote({
      unitFen: 4000,
      quantity: 3,
      level: 'expert',
      metres: 0,
      startsAt: at('2026-11-23T09:00'),
      policy,
      capFen: 12000,
    });
    expect(q.totalFen).toBe(12000);
    expect(q.lines.reduce((sum, l) => sum + l.fen, 0)).toBe(12000);
  });
  test('no fen is lost in a split, whatever the sum and percent', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e8 }), fc.integer({ min: 0, max: 100 }), (total, percent) => {
        const { platform, helper } = splitFen(total, percent);
        return platform + helper === total && platform >= 0 && helper >= 0;
      }),
    );
  });
});
