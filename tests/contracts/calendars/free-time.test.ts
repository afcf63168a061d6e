import { describe, expect, test } from '@jest/globals';
import { WeekSpans } from '#contracts/calendars/calendar.ts';
import { covers, freeTime, joinSpans, midnightOf, weekdayOf } from '#contracts/calendars/free-time.ts';

const OFFSET = 480;
// A Monday.
const MONDAY = '2026-11-23';
const at = (date: string, hour: number): number => midnightOf(date, OFFSET) + hour * 3_600_000;
const iso = (ms: number): string => new Date(ms).toISOString();
const week = (weekday: number, from: number, to: number) => ({
  weekday,
  startMinute: from * 60,
  endMinute: to * 60,
});

describe('times of a week', () => {
  test('a local date and its weekday', () => {
    expect(iso(midnightOf(MONDAY, OFFSET))).toBe('2026-11-22T16:00:00.000Z');
    expect([MONDAY, '2026-11-29', '2026-12-01'].map(weekdayOf)).toEqual([1, 7, 2]);
  });

  test('free is what leave and visits leave over', () => {
    const calendar = {
      utcOffsetMinutes: OFFSET,
      workingTimes: [week(1, 8, 12), week(1, 14, 18), week(2, 8, 12)],
      leaves: [{ id: 'l', startsAt: iso(at(MONDAY, 16)), endsAt: iso(at(MONDAY, 30)) }],
      visits: [{ startsAt: iso(at(MONDAY, 9)), endsAt: iso(at(MONDAY, 10)) }],
    } as unknown as Parameters<typeof freeTime>[0];
    expect(freeTime(calendar, MONDAY)).toEqual([
      { startsAt: at(MONDAY, 8), endsAt: at(MONDAY, 9) },
      { startsAt: at(MONDAY, 10), endsAt: at(MONDAY, 12) },
      { startsAt: at(MONDAY, 14), endsAt: at(MONDAY, 16) },
    ]);
    // The leave ends at six the next morning.
    expect(freeTime(calendar, '2026-11-24')).toEqual([
      { startsAt: at('2026-11-24', 8), endsAt: at('2026-11-24', 12) },
    ]);
    expect(freeTime(calendar, '2026-11-25')).toEqual([]);
  });

  test('a span is covered over a touching pair and over midnight, not over a gap', () => {
    const nights = [week(1, 18, 24), week(2, 0, 6), week(2, 6, 8), week(2, 9, 10)];
    const span = (from: number, to: number) => ({ startsAt: at(MONDAY, from), endsAt: at(MONDAY, to) });
    expect(covers(nights, span(20, 32), OFFSET)).toBe(true);
    expect(covers(nights, span(20, 33), OFFSET)).toBe(false);
    expect(covers(nights, span(17, 20), OFFSET)).toBe(false);
    // Sunday to Monday.
    expect(covers([week(7, 22, 24), week(1, 0, 6)], span(-2, 6), OFFSET)).toBe(true);
  });

  test('spans that touch are joined, gaps stay', () => {
    expect(joinSpans([week(2, 8, 9), week(1, 12, 14), week(1, 8, 12), week(1, 15, 16)])).toEqual([
      week(1, 8, 14),
      week(1, 15, 16),
      week(2, 8, 9),
    ]);
  });

  test('a week with two times over each other is refused', () => {
    expect(WeekSpans.safeParse([week(1, 8, 12), week(1, 11, 13)]).success).toBe(false);
    expect(WeekSpans.safeParse([week(1, 8, 12), week(1, 12, 13), week(2, 8, 12)]).success).toBe(true);
  });
});
