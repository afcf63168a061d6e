import { expect, test } from '@jest/globals';
import { mayWaiveFee, waivableFen } from '#contracts/money/may-waive-fee.ts';

const closed = { stage: 'closed', feeFen: 3_000, dueFen: 3_000 };

test('waivableFen: the fee of a closed order as far as it is unpaid', () => {
  expect(waivableFen(closed)).toBe(3_000);
  expect(waivableFen({ ...closed, dueFen: 1_000 })).toBe(1_000);
  expect(waivableFen({ ...closed, feeFen: 2_000 })).toBe(2_000);
  expect(waivableFen({ ...closed, dueFen: -500 })).toBe(0);
  expect(waivableFen({ ...closed, stage: 'review' })).toBe(0);
});

test('mayWaiveFee: ops, when there is something to waive; nobody else', () => {
  expect((['customer', 'helper', 'agent', 'ops'] as const).map((role) => mayWaiveFee(role, closed))).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect(mayWaiveFee('ops', { ...closed, feeFen: 0 })).toBe(false);
});
