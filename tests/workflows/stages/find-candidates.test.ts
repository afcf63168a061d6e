import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aTheatre, HELPER, type Theatre } from '#tests/support/an-order.ts';

const nobody = { recommendHelpers: () => ({ ok: true, candidates: [] }) };

describe('findCandidates', () => {
  let theatre: Theatre;
  beforeAll(async () => {
    theatre = await aTheatre();
  });
  afterAll(() => theatre.close());

  test('somebody found → selection, waiting for the customer', async () => {
    const order = await theatre.anOrder();
    expect(await order.reaches({ stage: 'selection' })).toMatchObject({ waitingFor: 'customer', round: 1 });
    await order.gone();
  });

  test('nobody found → ops are alerted; each limit starts a round; no_match after the policy’s rounds', async () => {
    const order = await theatre.anOrder({ overrides: nobody });
    await order.reaches({
      stage: 'matching',
      waitingFor: 'ops',
      needsOps: true,
      needsOpsReason: 'noHelperFound',
    });
    expect(await order.ending()).toBe('no_match');
    expect(order.names().filter((n) => n === 'recommendHelpers')).toHaveLength(4);
  });

  test('nobody found, ops dispatch by hand → agreement', async () => {
    const order = await theatre.anOrder({ overrides: nobody });
    await order.reaches({ stage: 'matching', needsOps: true });
    expect(await order.ops('dispatchHelper', { helperId: HELPER, reason: 'phoned' })).toMatchObject({
      ok: true,
    });
    expect(await order.reaches({ stage: 'agreement' })).toMatchObject({ needsOps: false, helperId: HELPER });
    expect(order.calls().find((c) => c.name === 'bookHelper')!.input.byHand).toBe(true);
    await order.gone();
  });

  test('nobody found and an outage inside the wait → the search goes on longer', async () => {
    let asked = 0;
    const order = await theatre.anOrder({
      policy: { maxRounds: 1 },
      overrides: {
        ...nobody,
        checkDeadline: ({ deadline }) =>
          asked++
            ? undefined
            : { ok: true, extendedTo: new Date(Date.parse(deadline) + 600_000).toISOString() },
      },
    });
    expect(await order.ending()).toBe('no_match');
    expect(asked).toBe(2);
  });

  test('cancelled while nobody is found → cancelled', async () => {
    const order = await theatre.anOrder({ overrides: nobody });
    await order.reaches({ stage: 'matching', needsOps: true });
    await order.customer('cancelOrder', { reason: 'tooSlow' });
    expect(await order.ending()).toBe('cancelled');
  });
});
