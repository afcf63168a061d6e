import { expect, test } from '@jest/globals';
import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import { cancelFeeFacts } from '#api/money/reads/cancel-fee-facts.ts';

const SEALED = new Date(0);
const order = {
  ...{ stage: 'scheduled', totalFen: 12_000, startsAt: new Date(), clockShiftMs: 0, policy: {} },
} as unknown as StoredOrder;
/** In the order in which they were made, read in any order. */
const isFree = (...made: { status: 'signed' | 'void'; sealed?: false; ends?: true }[]) => {
  const agreements = made.map(({ status, sealed, ends }, n) => ({
    ...{ status, sealedAt: sealed === false ? null : SEALED },
    ...{ createdAt: new Date(n), endsFreeExit: ends ?? false },
  }));
  const asked = (rows: typeof agreements) =>
    cancelFeeFacts({ order, agreements: rows, visit: null })!.freeExit;
  expect(asked([...agreements].reverse())).toBe(asked(agreements));
  return asked(agreements);
};

test('F13: the quote knows a free exit that the customer’s new signature ended', () => {
  expect(isFree({ status: 'signed' })).toBe(false);
  expect(isFree({ status: 'void' })).toBe(true);
  expect(isFree({ status: 'void' }, { status: 'signed', ends: true })).toBe(false);
  // The customer had signed when the second helper declined: it ended then.
  expect(
    isFree({ status: 'void' }, { status: 'void', sealed: false, ends: true }, { status: 'signed' }),
  ).toBe(false);
  // Another signed helper dropped out.
  expect(isFree({ status: 'void' }, { status: 'void', ends: true })).toBe(true);
});

test('F13: signed again before the rule: the customer leaves free as it was said', () => {
  expect(isFree({ status: 'void' }, { status: 'signed' })).toBe(true);
});
