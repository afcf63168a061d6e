import { describe, expect, test } from '@jest/globals';
import { ACTION_NAMES } from '#contracts/messages.ts';
import { OPEN_STAGES } from '#contracts/orders/stages.ts';
import { compareAllowed } from './compare-allowed.ts';
import { SPOILT } from './spoilt-facts.ts';

const MOMENTS = 300;

test(`${MOMENTS} random moments: the API offers everybody what the workflow takes, and quotes what it charges`, () => {
  const compared = compareAllowed({ moments: MOMENTS, seed: 1 });
  expect(compared.first).toEqual([]);
  expect(compared.differences).toBe(0);
  // It has seen something of everything.
  expect(compared.answers).toBeGreaterThan(MOMENTS * 4 * ACTION_NAMES.length);
  expect(Object.keys(compared.stages).sort()).toEqual([...OPEN_STAGES, 'closed'].sort());
});

describe('the control: rows that say a little less', () => {
  test.each(Object.entries(SPOILT))('%s → seen', (_, allowed) => {
    const { differences } = compareAllowed({ moments: 3_000, seed: 1, allowed, untilSeen: true });
    expect(differences).toBeGreaterThan(0);
  });
});
