import { expect, test } from '@jest/globals';
import type { OrderSummary } from '#contracts/orders/order.ts';
import { runsOnRehearsalClock } from '../../../web/lib/rehearsal-clock.ts';

const startsAt = '2026-11-24T01:00:00.000Z';
const order = (more: Partial<OrderSummary>) =>
  ({
    rehearsal: true,
    stage: 'visit',
    startsAt,
    deadline: '2026-11-22T12:30:00.000Z',
    ...more,
  }) as OrderSummary;

test('a rehearsal whose visit runs before its day → its countdown is of the rehearsal clock', () => {
  expect(runsOnRehearsalClock(order({}))).toBe(true);
  expect(runsOnRehearsalClock(order({ stage: 'review' }))).toBe(true);
});

test.each([
  ['no time was let pass: the wait ends with the visit', { stage: 'scheduled', deadline: startsAt }],
  ['the day has come', { deadline: '2026-11-24T01:30:00.000Z' }],
  ['signing comes before the visit anyway', { stage: 'agreement' }],
  ['a real order', { rehearsal: false }],
  ['nothing to wait for', { deadline: null }],
  ['no visit is agreed', { startsAt: null }],
] as [string, Partial<OrderSummary>][])('%s → the calendar is right', (_, more) => {
  expect(runsOnRehearsalClock(order(more))).toBe(false);
});
