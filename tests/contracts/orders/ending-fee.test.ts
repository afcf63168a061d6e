import { describe, expect, test } from '@jest/globals';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { endingFee, type FeeFacts } from '#contracts/orders/ending-fee.ts';
import { ENDINGS } from '#contracts/orders/stages.ts';
import { ROLES } from '#contracts/people/roles.ts';

const HOUR = 3_600_000;
const facts = (more: Partial<FeeFacts> = {}): FeeFacts => ({
  ending: 'cancelled',
  role: 'customer',
  signed: true,
  freeExit: false,
  startsAt: HOUR,
  now: 0,
  totalFen: 10_000,
  floorFen: 0,
  policy: STANDARD_POLICY,
  ...more,
});

describe('endingFee: a cancellation', () => {
  test.each([
    [49, null],
    [24, null],
    [23.99, 2000],
    [2, 2000],
    [1.9, 5000],
    [-1, 5000],
  ])('%s h ahead → %s fen of the customer', (hours, fen) => {
    const fee = fen && { fen, payer: 'customer', kind: 'cancelFee' };
    for (const now of [0, 500 * HOUR])
      expect(endingFee(facts({ now, startsAt: now + hours * HOUR }))).toEqual(fee);
  });

  test('the nearest rung counts, in whatever order the policy lists them', () => {
    const policy = { ...STANDARD_POLICY, cancelFees: [...STANDARD_POLICY.cancelFees].reverse() };
    expect(endingFee(facts({ policy }))?.fen).toBe(5000);
  });

  test('odd sums are rounded to a fen', () => {
    expect(endingFee(facts({ totalFen: 333 }))?.fen).toBe(167);
  });

  test('by an agent → as by the customer; by ops, or by nobody → free', () => {
    expect(endingFee(facts({ role: 'agent' }))?.fen).toBe(5000);
    expect(endingFee(facts({ role: 'ops' }))).toBeNull();
    expect(endingFee(facts({ role: null }))).toBeNull();
  });

  test('after a signed helper dropped out → free, whatever the floor', () => {
    expect(endingFee(facts({ freeExit: true, floorFen: 2000 }))).toBeNull();
  });

  test('a moved visit costs no less than when it was moved, and no less than the ladder says', () => {
    expect(endingFee(facts({ startsAt: 200 * HOUR, floorFen: 2000 }))?.fen).toBe(2000);
    expect(endingFee(facts({ floorFen: 2000 }))?.fen).toBe(5000);
  });
});

describe('endingFee: a no-show', () => {
  test.each([
    ['helper_no_show', 'helper'],
    ['customer_no_show', 'customer'],
  ] as const)('%s → half the sum, of the %s', (ending, payer) => {
    const fee = { fen: 5000, payer, kind: 'noShowFee' };
    for (const role of [null, ...ROLES]) expect(endingFee(facts({ ending, role }))).toEqual(fee);
    expect(endingFee(facts({ ending, freeExit: true, startsAt: 200 * HOUR }))).toEqual(fee);
  });

  test('a policy without such a fee → nothing', () => {
    const policy = { ...STANDARD_POLICY, noShowFeePercent: 0 };
    expect(endingFee(facts({ ending: 'helper_no_show', policy }))).toBeNull();
  });
});

test('endingFee: before both have signed, and for every other ending → nothing', () => {
  for (const ending of ENDINGS) expect(endingFee(facts({ ending, signed: false }))).toBeNull();
  const charged = ENDINGS.filter((ending) => endingFee(facts({ ending })) !== null);
  expect(charged).toEqual(['cancelled', 'helper_no_show', 'customer_no_show']);
});
