import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parsePolicy } from '#contracts/catalogue/parse-policy.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { inProject } from '#scripts/setup/places.mjs';

const HISTORIES = inProject('tests/replay/histories');
/** Policies as orders of older versions carry them. */
const recorded = readdirSync(HISTORIES).flatMap((file) => {
  const [started] = JSON.parse(readFileSync(`${HISTORIES}/${file}`, 'utf8')).events;
  const [payload] = started.workflowExecutionStartedEventAttributes.input?.payloads ?? [];
  const input = payload && JSON.parse(Buffer.from(payload.data, 'base64').toString());
  return input?.policy ? [[file, input.policy] as const] : [];
});
const { caseLimits: _, ...FILLED } = STANDARD_POLICY;
const KEYS = Object.keys(FILLED) as (keyof typeof FILLED)[];

/** A value that is not the standard one, of the same shape. */
const otherOf = (key: (typeof KEYS)[number]): unknown => {
  const value = STANDARD_POLICY[key];
  if (Array.isArray(value)) return ['stored'];
  if (typeof value !== 'object') return `stored ${key}`;
  return Object.fromEntries(Object.keys(value).map((inner) => [inner, `stored ${inner}`]));
};

describe('parsePolicy', () => {
  test('nothing stored → the standard policy', () => {
    for (const nothing of [null, undefined]) expect(parsePolicy(nothing)).toEqual(STANDARD_POLICY);
  });

  test('any of the keys are missing → they get the standard value, the others stay', () => {
    fc.assert(
      fc.property(fc.subarray(KEYS), (kept) => {
        const stored = Object.fromEntries(kept.map((key) => [key, otherOf(key)]));
        const policy = parsePolicy(stored);
        for (const key of KEYS)
          expect(policy[key]).toEqual(kept.includes(key) ? stored[key] : STANDARD_POLICY[key]);
      }),
    );
  });

  test('a key inside an object is missing → it gets the standard value; lists stay as they were', () => {
    const policy = parsePolicy({
      weights: { rated: 1 },
      levelPercent: { expert: 200 },
      visitReminders: [],
      holidays: ['2027-02-06'],
    });
    expect(policy.weights).toEqual({ ...STANDARD_POLICY.weights, rated: 1 });
    expect(policy.levelPercent).toEqual({ ...STANDARD_POLICY.levelPercent, expert: 200 });
    expect(policy.visitReminders).toEqual([]);
    expect(policy.holidays).toEqual(['2027-02-06']);
  });

  test('stored before cases had limits of their own → it gets none: its older limits count', () => {
    expect(parsePolicy({ caseLimit: '3 hours' })).toEqual({ ...FILLED, caseLimit: '3 hours' });
    expect(parsePolicy({ caseLimits: {} }).caseLimits).toEqual({});
  });

  test('whatever is stored → it is not refused, and parsing twice changes nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (stored) => {
        const policy = parsePolicy(stored);
        expect(Object.keys(policy)).toEqual(expect.arrayContaining(KEYS));
        expect(parsePolicy(policy)).toEqual(policy);
      }),
    );
  });

  test('the policies of recorded orders → every stored value stays', () => {
    expect(recorded.length).toBeGreaterThan(20);
    for (const [, stored] of recorded) expect(parsePolicy(stored)).toMatchObject(stored);
    // At least one of them is older than a key of today.
    expect(recorded.some(([, stored]) => KEYS.some((key) => !(key in stored)))).toBe(true);
  });
});
