import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { yuan } from '../../../web/lib/money.ts';
import { clock, day, dayAndClock, left, localDate, span, timeOfDay, toUtc } from '../../../web/lib/time.ts';

test.each([
  [0, '¥0'],
  [12_800, '¥128'],
  [12_850, '¥128.50'],
  [1, '¥0.01'],
  [123_456_789, '¥1,234,567.89'],
  [-3_000, '-¥30'],
])('yuan: %d fen is %s', (fen, said) => {
  expect(yuan(fen)).toBe(said);
});

test('clock: an UTC evening is the next morning in the city', () => {
  expect(clock('2026-11-22T23:30:00Z', 'zh-CN')).toBe('07:30');
  expect(localDate('2026-11-22T23:30:00Z')).toBe('2026-11-23');
  expect(timeOfDay('2026-11-22T16:00:00Z')).toBe('00:00');
});

/** A device whose clock is so many minutes ahead of UTC. */
const deviceAt = (minutes: number) =>
  jest.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(-minutes);
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

describe('F48: whose time it is, and of which year', () => {
  const iso = '2026-12-31T18:30:00Z';
  test('a reader elsewhere reads that it is Beijing time, one at home does not', () => {
    jest.useFakeTimers({ now: Date.parse('2027-01-01T00:00:00Z') });
    deviceAt(60);
    expect(dayAndClock(iso, 'zh-CN')).toMatch(/02:30（北京时间）$/);
    expect(span(iso, '2026-12-31T20:30:00Z', 'en')).toMatch(/Jan 1 02:30–04:30 \(Beijing time\)$/);
    deviceAt(480);
    expect(dayAndClock(iso, 'zh-CN')).toMatch(/02:30$/);
  });

  test('another year than the city has now is named', () => {
    // In the city it is 2027 already.
    jest.useFakeTimers({ now: Date.parse('2026-12-31T17:00:00Z') });
    expect(day(iso, 'zh-CN')).toBe('1月1日周五');
    expect(day('2026-12-31T01:00:00Z', 'zh-CN')).toMatch(/^2026年12月31日/);
    expect(day('2026-12-31T01:00:00Z', 'en')).toMatch(/2026/);
  });
});

test('span: within a day names the day once, across midnight both', () => {
  jest.useFakeTimers({ now: Date.parse('2026-11-20T00:00:00Z') });
  deviceAt(480);
  expect(span('2026-11-24T00:00:00Z', '2026-11-24T03:00:00Z', 'en')).toMatch(/^Tue, Nov 24 08:00–11:00$/);
  expect(span('2026-11-24T12:00:00Z', '2026-11-25T00:00:00Z', 'en')).toMatch(/Nov 24 20:00–.*Nov 25 08:00$/);
});

test('toUtc: a local date and time of day, and back', () => {
  const iso = toUtc('2026-11-24', '08:30', 480);
  expect(iso).toBe('2026-11-24T00:30:00.000Z');
  expect([localDate(iso), timeOfDay(iso)]).toEqual(['2026-11-24', '08:30']);
});

test('left: whole parts until the deadline, over when it has passed', () => {
  const now = Date.parse('2026-11-24T00:00:00Z');
  const parts = { days: 1, hours: 2, minutes: 3, seconds: 4, over: false };
  expect(left('2026-11-25T02:03:04Z', now)).toEqual(parts);
  expect(left('2026-11-24T00:00:00.500Z', now)).toMatchObject({ seconds: 1, over: false });
  expect(left('2026-11-24T00:00:00Z', now)).toMatchObject({ minutes: 0, seconds: 0, over: true });
});
