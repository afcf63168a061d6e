import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  type AnOrder,
  aTestServer,
  type HowOrdered,
  refusalOf,
  type TestServer,
} from '#tests/support/an-order.ts';

describe('settleOrder, collectPayment, collectReview, followUp', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aTestServer();
  });
  afterAll(() => server.close());
  const atReview = async (how: HowOrdered = {}): Promise<AnOrder> => {
    const order = await server.anOrder({ startsIn: 1, ...how });
    await order.settled();
    await order.reaches({ stage: 'review' });
    return order;
  };
  const last = (order: AnOrder, name: string) =>
    order
      .calls()
      .filter((c) => c.name === name)
      .at(-1)?.input;

  test('no review in 24 h → neutral close, neither reward nor score', async () => {
    const order = await atReview();
    await order.pays();
    expect(await order.ending()).toBe('completed');
    expect(order.names()).not.toContain('recordReview');
    expect(last(order, 'closeOrder')).toMatchObject({ reward: false });
  });

  test('the 24 h count from the check-out', async () => {
    const order = await server.anOrder({ startsIn: 1 });
    await order.served();
    const checkedOut = await server.environment.currentTimeMs();
    await order.passes('121 minutes');
    const { deadline } = await order.reaches({ stage: 'review' });
    expect(Math.abs(Date.parse(deadline!) - checkedOut - 86_400_000)).toBeLessThan(5000);
    await order.gone();
  });

  test('an outage inside the 24 h → the review is still taken', async () => {
    let asked = 0;
    const order = await atReview({
      overrides: {
        checkDeadline: ({ deadline }) =>
          asked++
            ? undefined
            : { ok: true, extendedTo: new Date(Date.parse(deadline) + 3_600_000).toISOString() },
      },
    });
    await order.pays();
    await order.passes('24 hours');
    expect(
      await order.customer('submitReview', { attitude: 4, effect: 4, contractKept: true }),
    ).toMatchObject({ ok: true });
    expect(await order.ending()).toBe('completed');
    expect(last(order, 'closeOrder')).toMatchObject({ reward: false });
  });

  test('a bad review → a case; the order waits for ops, who decide once', async () => {
    const order = await atReview();
    await order.pays();
    await order.customer('submitReview', { attitude: 2, effect: 2, contractKept: true });
    const { openCaseId } = await order.reaches({ stage: 'followUp', needsOpsReason: 'penalty' });
    expect(openCaseId).toBe(last(order, 'recordReview')!.caseId);
    expect(await refusalOf(order.applies({ caseId: 'other', decision: 'training', reason: 'x' }))).toBe(
      'CaseClosed',
    );
    await order.applies({ caseId: openCaseId!, decision: 'training', reason: 'firstTime' });
    expect(await order.ending()).toBe('completed');
    expect(order.names().filter((n) => n === 'applyDecision')).toHaveLength(1);
  });

  test('a penalty nobody decides → the order waits, and nobody is punished: its case alerts staff', async () => {
    const order = await atReview();
    await order.pays();
    await order.customer('submitReview', { attitude: 5, effect: 5, contractKept: false });
    await order.reaches({ needsOpsReason: 'penalty' });
    await order.passes('49 hours');
    expect(await order.view()).toMatchObject({ stage: 'followUp', ending: null });
    expect(order.names()).not.toContain('applyDecision');
    await order.gone();
  });

  test('reviewed first, paid later → stage settlement, then completed with the reward', async () => {
    const order = await atReview();
    await order.customer('submitReview', { attitude: 5, effect: 4, contractKept: true });
    await order.reaches({ stage: 'settlement', settlement: 'due' });
    await order.pays();
    expect(await order.ending()).toBe('completed');
    expect(last(order, 'closeOrder')).toMatchObject({ reward: true });
  });

  test('the same payment reported five times → recorded once', async () => {
    const order = await atReview();
    for (let n = 0; n < 5; n += 1) await order.pays();
    await order.reaches({ settlement: 'paid' });
    await order.pays(12000, 'another-message');
    expect(order.names().filter((n) => n === 'recordPayment')).toHaveLength(1);
    await order.gone();
  });

  test('unpaid after 72 h → a case for ops that did not hold up the review; written off → completed', async () => {
    const order = await atReview();
    await order.passes('74 hours');
    const { openCaseId } = await order.reaches({ needsOpsReason: 'payment', settlement: 'overdue' });
    expect(order.calls().some((c) => (c.input.event as { kind?: string })?.kind === 'noReview')).toBe(true);
    await order.applies({ caseId: openCaseId!, decision: 'writeOff', reason: 'goodwill' });
    expect(await order.ending()).toBe('completed');
  });

  test('unpaid, ops wait longer, then the gateway reports → completed', async () => {
    const order = await atReview();
    await order.passes('74 hours');
    const { openCaseId } = await order.reaches({ needsOpsReason: 'payment' });
    await order.applies({ caseId: openCaseId!, decision: 'waitLonger', reason: 'promised' });
    await order.reaches({ stage: 'settlement', settlement: 'due', needsOps: false });
    await order.pays();
    expect(await order.ending()).toBe('completed');
  });

  test('a late payment during the case → completed without a decision', async () => {
    const order = await atReview();
    await order.passes('74 hours');
    await order.reaches({ needsOpsReason: 'payment' });
    await order.pays();
    expect(await order.ending()).toBe('completed');
  });

  test('cash: only ops, only the exact sum', async () => {
    const order = await atReview();
    expect(await refusalOf(order.ops('recordCash', { amountFen: 1, reason: 'cash' }))).toBe('AmountMismatch');
    expect(await refusalOf(order.customer('recordCash', { amountFen: 12000, reason: 'cash' }))).toBe(
      'NotAllowed',
    );
    expect(await order.ops('recordCash', { amountFen: 12000, reason: 'cash' })).toMatchObject({ ok: true });
    await order.customer('submitReview', { attitude: 3, effect: 4, contractKept: true });
    expect(await order.ending()).toBe('completed');
  });

  test('a free visit after an objection → nothing to pay', async () => {
    const order = await server.anOrder({ startsIn: 1 });
    await order.served();
    await order.customer('object', { reason: 'notDone' });
    const { openCaseId } = await order.reaches({ needsOpsReason: 'objection' });
    await order.applies({ caseId: openCaseId!, decision: 'free', reason: 'pictures' });
    await order.reaches({ stage: 'review', settlement: 'waived' });
    await order.customer('submitReview', { attitude: 4, effect: 4, contractKept: true });
    expect(await order.ending()).toBe('completed');
  });
});
