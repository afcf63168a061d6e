import { describe, expect, test } from '@jest/globals';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { canMoveTo, needsConsent, otherSide, rescheduleTerms, sideOf } from '#contracts/visits/reschedule.ts';

const HOUR = 3_600_000;
const now = Date.parse('2026-11-23T02:00:00Z');
const policy = STANDARD_POLICY;

describe('may a visit be moved there', () => {
  const from = now + 48 * HOUR;
  test.each([
    ['an hour later', from + HOUR, true],
    ['half an hour from now', now + HOUR / 2, true],
    ['25 minutes from now', now + HOUR / 2 - 300_000, false],
    ['yesterday', now - 24 * HOUR, false],
    ['to the same time', from, false],
    ['between the five minutes', from + 61_000, false],
    ['30 days ahead', now + 30 * 24 * HOUR, true],
    ['31 days ahead', now + 31 * 24 * HOUR, false],
  ])('%s → %#', (_, startsAt, may) => {
    expect(canMoveTo({ startsAt, from, now, policy })).toBe(may);
  });

  test('one planned farther ahead than the reach may move up to its own time', () => {
    const far = now + 60 * 24 * HOUR;
    expect(canMoveTo({ startsAt: far - HOUR, from: far, now, policy })).toBe(true);
    expect(canMoveTo({ startsAt: far + HOUR, from: far, now, policy })).toBe(false);
  });
});

describe('who has to agree', () => {
  test.each([
    ['customer', 48, 72, false],
    ['customer', 24, 72, true],
    ['customer', 48, 24, true],
    ['customer', 25, 25.5, false],
    ['helper', 200, 300, true],
  ] as const)('%s, %s h ahead to %s h ahead → %s', (side, from, to, asks) => {
    const input = { startsAt: now + to * HOUR, from: now + from * HOUR, now, side, policy };
    expect(needsConsent(input)).toBe(asks);
  });

  test('people speak for themselves, staff for whom they say', () => {
    expect(sideOf('customer', 'helper')).toBe('customer');
    expect(sideOf('helper', 'customer')).toBe('helper');
    expect(sideOf('ops', 'helper')).toBe('helper');
    expect(sideOf('agent', undefined)).toBe('customer');
    expect(otherSide('customer')).toBe('helper');
    expect(otherSide('helper')).toBe('customer');
  });

  test('orders without these terms follow the standard ones', () => {
    expect(rescheduleTerms({})).toEqual(rescheduleTerms(STANDARD_POLICY));
    expect(rescheduleTerms({ maxReschedules: 5 }).maxReschedules).toBe(5);
  });
});
