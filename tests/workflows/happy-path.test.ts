import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aTheatre, type Theatre } from '#tests/support/an-order.ts';

describe('orderWorkflow', () => {
  let theatre: Theatre;
  beforeAll(async () => {
    theatre = await aTheatre();
  });
  afterAll(() => theatre.close());

  test('happy path: inquiry to reward → completed, within the promised size', async () => {
    const order = await theatre.anOrder({ startsIn: 1 });
    await order.settled();
    await order.pays();
    await order.reaches({ settlement: 'paid' });
    const answer = await order.customer('submitReview', { attitude: 5, effect: 5, contractKept: true });
    expect(answer).toMatchObject({ ok: true });
    expect(await order.ending()).toBe('completed');

    expect(order.names()).toEqual([
      'recommendHelpers',
      'bookHelper',
      'signAgreement',
      'signAgreement',
      'recordVisit',
      'recordVisit',
      'recordVisit',
      'settle',
      'recordPayment',
      'recordReview',
      'closeOrder',
    ]);
    expect(order.calls().at(-1)!.input).toMatchObject({ ending: 'completed', reward: true, fee: null });
    const { events } = await order.handle.fetchHistory();
    const updates = events!.filter((e) => e.workflowExecutionUpdateAcceptedEventAttributes);
    const activities = events!.filter((e) => e.activityTaskScheduledEventAttributes);
    expect(updates.length).toBeLessThanOrEqual(8);
    expect(activities.length).toBeLessThanOrEqual(11);
    expect(events!.length).toBeLessThanOrEqual(150);
  });
});
