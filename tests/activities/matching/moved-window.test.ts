import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aFixture, CUSTOMER, type Fixture, HELPER, hours, tenOClock } from '#tests/support/a-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture();
});
afterAll(async () => fixture.drop());

test('recommendHelpers: the customer wants the named helper on another day → she leads, then and there; the order keeps that window', async () => {
  const order = await fixture.anOrder({ windowStart: tenOClock(4), windowHours: 4 });
  const first = await order.recommend();
  const start = tenOClock(6).getTime() + hours(2);
  const window = {
    windowStart: new Date(start).toISOString(),
    windowEnd: new Date(start + hours(3)).toISOString(),
  };
  const actor = order.actor('customer', CUSTOMER, 'rematch');
  const excluded = first.candidates.map(({ helperId }) => helperId);
  const { candidates } = await order.recommend({
    round: 2,
    reasons: ['time'],
    named: HELPER,
    excluded,
    window,
    actor,
  });
  expect(candidates[0]).toMatchObject({ helperId: HELPER, startsAt: window.windowStart, hold: 'firm' });
  for (const { startsAt } of candidates) expect(startsAt).toBe(window.windowStart);
  const row = await order.row();
  expect(row.windowStart.toISOString()).toBe(window.windowStart);
  expect(row.windowEnd.toISOString()).toBe(window.windowEnd);
  const asked = await fixture.database.models.orderEvent.findFirstOrThrow({
    where: { orderId: order.id, kind: 'rematchAsked' },
  });
  expect(asked.payload).toEqual({ round: 2, reasons: ['time'], named: HELPER, startsAt: window.windowStart });
});
