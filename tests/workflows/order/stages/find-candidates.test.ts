import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aTestServer, HELPER, refusalOf, type TestServer } from '#tests/support/an-order.ts';

const nobody = { recommendHelpers: () => ({ ok: true, candidates: [] }) };

describe('findCandidates', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aTestServer();
  });
  afterAll(() => server.close());

  test('somebody found → selection, waiting for the customer', async () => {
    const order = await server.anOrder();
    expect(await order.reaches({ stage: 'selection' })).toMatchObject({ waitingFor: 'customer', round: 1 });
    await order.gone();
  });

  test('nobody found → ops are alerted; each limit starts a round; no_match after the policy’s rounds', async () => {
    const order = await server.anOrder({ overrides: nobody });
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
    const order = await server.anOrder({ overrides: nobody });
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
    const order = await server.anOrder({
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

  test('a re-match names a helper at another time → the window goes along, and stays for later rounds', async () => {
    const window = { windowStart: '2030-01-05T02:00:00.000Z', windowEnd: '2030-01-05T08:00:00.000Z' };
    const times = { startsAt: window.windowStart, endsAt: window.windowEnd };
    const candidate = { helperId: HELPER, totalFen: 12_000, ...times, hold: 'firm', accepted: false };
    const order = await server.anOrder({
      overrides: { recommendHelpers: () => ({ ok: true, candidates: [candidate] }) },
    });
    await order.reaches({ stage: 'selection' });
    await order.customer('rematch', { reasons: ['time'], named: HELPER, ...window });
    await order.reaches({ stage: 'selection', round: 2 });
    await order.customer('rematch', { reasons: ['price'] });
    await order.reaches({ stage: 'selection', round: 3 });
    const [first, moved, third] = order.calls().filter((c) => c.name === 'recommendHelpers');
    expect(moved!.input).toMatchObject({ named: HELPER, window });
    expect([first!, third!].map(({ input }) => input.window)).toEqual([undefined, undefined]);
    await order.gone();
  });

  test.each([
    ['nobody is named', { windowStart: '2030-01-05T02:00:00Z', windowEnd: '2030-01-05T08:00:00Z' }],
    ['half a window', { named: HELPER, windowStart: '2030-01-05T02:00:00Z' }],
    [
      'shorter than the visit',
      { named: HELPER, windowStart: '2030-01-05T02:00:00Z', windowEnd: '2030-01-05T02:30:00Z' },
    ],
  ])('a re-match at another time, %s → refused', async (_, body) => {
    const order = await server.anOrder();
    await order.reaches({ stage: 'selection' });
    expect(await refusalOf(order.customer('rematch', { reasons: ['time'], ...body }))).toBe('InvalidInput');
    await order.gone();
  });

  test('cancelled while nobody is found → cancelled', async () => {
    const order = await server.anOrder({ overrides: nobody });
    await order.reaches({ stage: 'matching', needsOps: true });
    await order.customer('cancelOrder', { reason: 'tooSlow' });
    expect(await order.ending()).toBe('cancelled');
  });
});
