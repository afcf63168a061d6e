import { expect, test } from '@jest/globals';
import { yuan } from '../../../web/lib/money.ts';
import { clock, left, localDate, span, timeOfDay, toUtc } from '../../../web/lib/time.ts';

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

test('span: within a day names the day once, across midnight both', () => {
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
