import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { ACTION_NAMES, SIGNAL_SHAPES } from '#contracts/messages.ts';
import { aTestServer, HELPER, OPS, PROOF, refusalOf, type TestServer } from '#tests/support/an-order.ts';

describe('messages into an order', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aTestServer();
  });
  afterAll(() => server.close());

  test('{}, null, a string, a list and nothing to every handler → refused or counted, and the order lives on', async () => {
    const order = await server.anOrder();
    await order.reaches({ stage: 'selection' });
    const rubbish: unknown[][] = [[{}], [null], ['hello'], [[1, 2]], [{ by: 7 }], []];
    for (const action of ACTION_NAMES) {
      for (const args of rubbish) {
        const refused = await order.handle.executeUpdate(action, { args } as never).then(
          () => 'taken',
          (e: WorkflowUpdateFailedError) => (e.cause as ApplicationFailure).type,
        );
        expect([action, args, refused]).toEqual([action, args, 'BadMessage']);
      }
    }
    const signals = Object.keys(SIGNAL_SHAPES);
    for (const name of signals) for (const args of rubbish) await order.handle.signal(name, ...(args as []));
    expect((await order.view()).ignoredMessages).toBe(signals.length * rubbish.length);
    expect(await order.customer('chooseHelper', { helperId: HELPER })).toMatchObject({ ok: true });
    await order.gone();
  });

  test('an unknown field → refused by its name', async () => {
    const order = await server.anOrder();
    await order.reaches({ stage: 'selection' });
    await expect(
      order.customer('chooseHelper', { helperId: HELPER, extra: 1 } as never),
    ).rejects.toMatchObject({
      cause: { type: 'BadMessage', message: expect.stringContaining('extra') },
    });
    await order.gone();
  });

  test('from the Temporal UI: a reason is required, and money does not move', async () => {
    const order = await server.anOrder();
    await order.reaches({ stage: 'selection' });
    const unproven = { by: OPS, role: 'ops' };
    expect(await refusalOf(order.send('extendDeadline', { ...unproven, minutes: 5 }))).toBe('BadMessage');
    expect(
      await order.send('extendDeadline', { ...unproven, minutes: 5, reason: 'customerAsked' }),
    ).toMatchObject({ ok: true });
    expect(await refusalOf(order.send('cancelOrder', { ...unproven, reason: 'x' }))).toBe('Unverified');
    await order.gone();
  });

  test('somebody else’s order → not allowed', async () => {
    const order = await server.anOrder();
    await order.reaches({ stage: 'selection' });
    expect(
      await refusalOf(
        order.send('chooseHelper', { by: OPS, role: 'customer', proof: PROOF, helperId: HELPER }),
      ),
    ).toBe('NotAllowed');
    await order.gone();
  });

  test('cancelled in the Temporal UI → closed properly as cancelled, without a fee', async () => {
    const order = await server.anOrder({ startsIn: 1 });
    await order.signed();
    await order.handle.cancel();
    expect(await order.ending()).toBe('cancelled');
    expect(order.calls().at(-1)!).toMatchObject({
      name: 'closeOrder',
      input: { ending: 'cancelled', fee: null },
    });
  });

  test('a step refused for good → parked with its reason until ops retry; the customer’s answer waits', async () => {
    let broken = true;
    const order = await server.anOrder({
      overrides: {
        bookHelper: () => {
          if (broken) throw ApplicationFailure.nonRetryable('defect', 'StepRefused');
          return undefined;
        },
      },
    });
    await order.reaches({ stage: 'selection' });
    const choice = order.customer('chooseHelper', { helperId: HELPER });
    await order.reaches({ needsOps: true, needsOpsReason: 'bookHelper: StepRefused' });
    broken = false;
    expect(await order.ops('retryStep', { reason: 'fixed' })).toMatchObject({ ok: true });
    expect(await choice).toMatchObject({ ok: true });
    expect(await refusalOf(order.ops('retryStep', { reason: 'again' }))).toBe('NothingToRetry');
    await order.gone();
  });

  test('rehearsal: letting time pass jumps to the deadline, past the visit’s start too; else refused', async () => {
    const real = await server.anOrder();
    await real.reaches({ stage: 'selection' });
    expect(await refusalOf(real.customer('letTimePass'))).toBe('NotRehearsal');
    await real.gone();
    const order = await server.anOrder({ policy: { rehearsal: true }, startsIn: 48 });
    await order.signed();
    await order.reaches({ stage: 'scheduled' });
    await order.customer('letTimePass');
    await order.reaches({ stage: 'visit' });
    await order.helper('checkIn', { startCode: '1234' });
    const { step, enter } = order.calls().at(-1)!.input as never as {
      step: { at: string };
      enter: { clockShiftMs: number };
    };
    expect(Date.parse(step.at) + enter.clockShiftMs).toBeGreaterThanOrEqual(Date.parse(order.startsAt));
    await order.gone();
  });

  test('a bounced notice → on the timeline, ops are told', async () => {
    const order = await server.anOrder();
    await order.reaches({ stage: 'selection' });
    await order.handle.signal('noticeBounced', { messageId: 'b1', noticeId: 'n1' });
    await order.reaches({ needsOps: true, needsOpsReason: 'noticeBounced' });
    expect(await order.customer('chooseHelper', { helperId: HELPER })).toMatchObject({ ok: true });
    await order.gone();
  });

  test('ops have a bounced notice sent again → on the timeline, nothing is left to do; a second time is refused', async () => {
    const order = await server.anOrder();
    await order.reaches({ stage: 'selection' });
    expect(await refusalOf(order.ops('retryStep', { reason: 'reached' }))).toBe('NothingToRetry');
    await order.handle.signal('noticeBounced', { messageId: 'b1', noticeId: 'n1' });
    await order.reaches({ needsOps: true, needsOpsReason: 'noticeBounced' });
    expect(await order.ops('retryStep', { reason: 'reached' })).toMatchObject({ ok: true });
    await order.reaches({ needsOps: false, needsOpsReason: null });
    const { event } = order.calls().at(-1)!.input as never as { event: unknown };
    expect(event).toEqual({ kind: 'opsRepaired', payload: { reason: 'noticeBounced' } });
    expect(await refusalOf(order.ops('retryStep', { reason: 'reached' }))).toBe('NothingToRetry');
    await order.gone();
  });

  test('nothing personal enters history: ids, codes, times and amounts only', async () => {
    const order = await server.anOrder({ startsIn: 1 });
    await order.settled();
    const text = JSON.stringify(await order.handle.fetchHistory());
    expect(text).not.toMatch(/王|阿姨|1[3-9]\d{9}"/);
    await order.gone();
  });
});
