import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aTestServer, refusalOf, type TestServer } from '#tests/support/an-order.ts';

const window = (from: number) => ({
  windowStart: new Date(from + 86_400_000).toISOString(),
  windowEnd: new Date(from + 86_400_000 + 4 * 3_600_000).toISOString(),
});

describe('takeInquiry', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aTestServer();
  });
  afterAll(() => server.close());
  const incomplete = () => server.anOrder({ input: { complete: false } });

  test('incomplete, completed by ops → matching begins', async () => {
    const order = await incomplete();
    await order.reaches({ stage: 'inquiry', waitingFor: 'agent', needsOps: true });
    const now = await server.environment.currentTimeMs();
    const answer = await order.ops('completeInquiry', { minutes: 120, quantity: 2, ...window(now) });
    expect(answer).toMatchObject({ ok: true });
    const seen = await order.reaches({ stage: 'selection' });
    expect(seen.needsOps).toBe(false);
    await order.gone();
  });

  test('nobody completes it in 24 h → lapsed', async () => {
    const order = await incomplete();
    expect(await order.ending()).toBe('lapsed');
    expect(order.names()).toEqual(['recordEvent', 'checkDeadline', 'closeOrder']);
  });

  test('an outage of ours inside the wait → the deadline moves, then lapsed', async () => {
    let moved = 0;
    const order = await server.anOrder({
      input: { complete: false },
      overrides: {
        checkDeadline: ({ deadline }) =>
          moved++
            ? undefined
            : { ok: true, extendedTo: new Date(Date.parse(deadline) + 3_600_000).toISOString() },
      },
    });
    expect(await order.ending()).toBe('lapsed');
    const [first, second] = order.calls().filter((c) => c.name === 'checkDeadline');
    expect(Date.parse(second!.input.deadline as string) - Date.parse(first!.input.deadline as string)).toBe(
      3_600_000,
    );
  });

  test('cancelled while incomplete → cancelled, without a fee', async () => {
    const order = await incomplete();
    await order.reaches({ stage: 'inquiry', waitingFor: 'agent' });
    expect(await order.customer('cancelOrder', { reason: 'changedMind' })).toMatchObject({ ok: true });
    expect(await order.ending()).toBe('cancelled');
    expect(order.calls().at(-1)!.input).toMatchObject({
      ending: 'cancelled',
      fee: null,
      reason: 'changedMind',
    });
  });

  test('a live-in need → a callback case; ops arranged it → handed_over, never a dead end', async () => {
    const order = await server.anOrder({ input: { shape: 'liveIn' } });
    const { openCaseId } = await order.reaches({ needsOps: true, waitingFor: 'agent' });
    expect(
      await refusalOf(order.applies({ caseId: openCaseId!, decision: 'training', reason: 'called' })),
    ).toBe('InvalidInput');
    await order.applies({ caseId: openCaseId!, decision: 'arranged', reason: 'called' });
    expect(await order.ending()).toBe('handed_over');
  });

  test('a live-in need nobody calls back about → never ended by a clock: its case alerts staff', async () => {
    const order = await server.anOrder({ input: { shape: 'liveIn' } });
    await order.reaches({ needsOps: true });
    await order.passes('50 hours');
    const view = await order.reaches({ needsOpsReason: 'callback' });
    expect(view.ending).toBeNull();
    await order.applies({ caseId: view.openCaseId!, decision: 'notArranged', reason: 'called' });
    expect(await order.ending()).toBe('no_match');
  });
});
