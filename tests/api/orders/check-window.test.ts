import { expect, test } from '@jest/globals';
import { checkWindow } from '#api/orders/writes/check-window.ts';
import { ROUND_THE_CLOCK, STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { Policy } from '#contracts/policy.ts';

const now = new Date('2026-11-24T02:00:00Z');
/** Local times of the day after tomorrow. */
const at = (hour: number): string => new Date(Date.UTC(2026, 10, 26, hour - 8)).toISOString();
const check = (from: number, to: number, hours: number, policy: Policy = STANDARD_POLICY) =>
  checkWindow({
    ...{ windowStart: at(from), windowEnd: at(to), minutes: hours * 60 },
    ...{ liveIn: false, now, policy },
  });
const CARE = { ...STANDARD_POLICY, ...ROUND_THE_CLOCK };

test('round the clock a shift may go over midnight, up to 24 hours', () => {
  expect(check(20, 44, 24, CARE)).toEqual({ windowStart: new Date(at(20)), windowEnd: new Date(at(44)) });
  expect(check(22, 31, 8, CARE).windowEnd).toEqual(new Date(at(31)));
  expect(() => check(20, 48, 25, CARE)).toThrow(expect.objectContaining({ code: 'SlotInvalid' }));
});

test('with hours of the day it has to fit into one day', () => {
  expect(() => check(17, 32, 6)).toThrow(expect.objectContaining({ code: 'SlotInvalid' }));
  expect(check(17, 40, 6).windowEnd).toEqual(new Date(at(40)));
});
