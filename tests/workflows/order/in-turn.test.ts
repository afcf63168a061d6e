import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aTestServer, HELPER, type TestServer } from '#tests/support/an-order.ts';
import { heldStep, unanswered } from '#tests/support/held-step.ts';

describe('a message that comes while a transition runs is heard when it is over, by the rules of then', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aTestServer();
  });
  afterAll(() => server.close());

  /** An order before its visit, to which ops are just giving more time. */
  async function beingExtended() {
    const event = heldStep();
    const order = await server.anOrder({ startsIn: 2, overrides: { recordEvent: event.step } });
    await order.signed();
    await order.reaches({ stage: 'scheduled' });
    const extended = order.ops('extendDeadline', { minutes: 5, reason: 'customerAsked' });
    await event.reached;
    return { order, extended, letGo: event.letGo };
  }

  test('a cancellation beside the review of an unpaid order → refused, and the review counts', async () => {
    const review = heldStep();
    const order = await server.anOrder({ startsIn: 1, overrides: { recordReview: review.step } });
    await order.settled();
    const reviewed = order.customer('submitReview', { attitude: 5, effect: 5, contractKept: true });
    await review.reached;
    const cancelled = order.customer('cancelOrder');
    await unanswered(order, 2);
    review.letGo();
    expect(await reviewed).toMatchObject({ ok: true });
    expect(await cancelled).toMatchObject({ ok: false, code: 'CannotCancelNow' });
    await order.reaches({ stage: 'settlement', ending: null });
    await order.pays();
    expect(await order.ending()).toBe('completed');
    expect(order.calls().at(-1)!.input).toMatchObject({ ending: 'completed', fee: null, reward: true });
  });

  test.each([
    ['withdrawHelper', {}],
    ['depart', {}],
  ] as const)(
    '%s by a helper who is not booked, beside more time given by ops → not allowed',
    async (action, body) => {
      const { order, extended, letGo } = await beingExtended();
      const other = order.helperNo(1)(action, body);
      await unanswered(order, 2);
      letGo();
      expect(await extended).toMatchObject({ ok: true });
      expect(await other).toMatchObject({ ok: false, code: 'NotAllowed' });
      expect(await order.view()).toMatchObject({ stage: 'scheduled', helperId: HELPER });
      expect(order.names()).not.toContain('releaseHelper');
      await order.gone();
    },
  );

  test('what still fits afterwards is done then', async () => {
    const { order, extended, letGo } = await beingExtended();
    const departed = order.helper('depart');
    await unanswered(order, 2);
    letGo();
    expect(await Promise.all([extended, departed])).toMatchObject([{ ok: true }, { ok: true }]);
    await order.reaches({ stage: 'visit', phase: 'departed' });
    await order.gone();
  });
});
