import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AnOrder, aTestServer, HELPER, refusalOf, type TestServer } from '#tests/support/an-order.ts';
import { HELPERS } from '#tests/support/fake-activities.ts';

describe('a helper who may not be able to come', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aTestServer();
  });
  afterAll(() => server.close());
  const unfit = (order: AnOrder, messageId = 'sweep-1', helperId = HELPER) =>
    order.handle.signal('helperUnfit', { messageId, helperId, reason: 'certificateExpired' });
  const last = (order: AnOrder, name: string) =>
    order
      .calls()
      .filter((c) => c.name === name)
      .at(-1)?.input;
  const scheduled = async (startsIn = 48): Promise<AnOrder> => {
    const order = await server.anOrder({ startsIn });
    await order.signed();
    await order.reaches({ stage: 'scheduled' });
    return order;
  };

  test('a case for ops opens beside the wait, once; kept → the visit goes on', async () => {
    const order = await scheduled(1);
    await unfit(order);
    await unfit(order);
    const { openCaseId } = await order.reaches({ needsOpsReason: 'fitness' });
    expect(await order.view()).toMatchObject({ stage: 'scheduled', waitingFor: 'helper', needsOps: true });
    expect(last(order, 'openCase')).toMatchObject({
      kind: 'fitness',
      reason: 'certificateExpired',
      helperId: HELPER,
    });
    await order.applies({ caseId: openCaseId!, decision: 'keep', reason: 'renewed' });
    expect(await order.view()).toMatchObject({ stage: 'scheduled', needsOps: false, openCaseId: null });
    expect(order.names().filter((name) => name === 'openCase')).toHaveLength(1);
    await order.passes('61 minutes');
    await order.reaches({ stage: 'visit' });
    await order.gone();
  });

  test('ops replace → next round without this helper, no dearer, and the customer may leave free until signing again', async () => {
    const order = await scheduled(20);
    await unfit(order);
    const { openCaseId } = await order.reaches({ needsOpsReason: 'fitness' });
    expect(await refusalOf(order.applies({ caseId: openCaseId!, decision: 'free', reason: 'x' }))).toBe(
      'InvalidInput',
    );
    await order.applies({ caseId: openCaseId!, decision: 'replace', reason: 'expired' });
    await order.reaches({ stage: 'selection', round: 2, needsOps: false, openCaseId: null });
    expect(last(order, 'releaseHelper')).toMatchObject({
      helperId: HELPER,
      event: { kind: 'helperReplaced', payload: { helperId: HELPER } },
    });
    expect(last(order, 'recommendHelpers')).toMatchObject({ capFen: 12000, excluded: [HELPER] });
    await order.customer('chooseHelper', { helperId: HELPERS[1]! });
    await order.signs('helper', HELPERS[1]);
    await order.customer('cancelOrder', { reason: 'x' });
    expect(await order.ending()).toBe('cancelled');
    expect(last(order, 'closeOrder')!.fee).toBeNull();
  });

  test('while the agreement waits for signatures: they go on; ops replace', async () => {
    const order = await server.anOrder();
    await order.chosen();
    await unfit(order);
    const { openCaseId } = await order.reaches({ needsOpsReason: 'fitness', stage: 'agreement' });
    await order.signs('helper');
    expect(await order.view()).toMatchObject({ needsOps: true, waitingFor: 'customer', openCaseId });
    await order.applies({ caseId: openCaseId!, decision: 'replace', reason: 'expired' });
    await order.reaches({ stage: 'selection', round: 2 });
    await order.gone();
  });

  test('the deadline of the signature still counts while ops think', async () => {
    const order = await server.anOrder();
    await order.chosen();
    await unfit(order);
    await order.reaches({ needsOpsReason: 'fitness' });
    await order.passes('31 minutes');
    await order.reaches({ stage: 'selection', round: 2, openCaseId: null, needsOps: false });
    await order.gone();
  });

  test('nobody decides and nobody comes → the arrival case takes its place', async () => {
    const order = await scheduled(1);
    await unfit(order);
    await order.reaches({ needsOpsReason: 'fitness' });
    await order.passes('62 minutes');
    expect(await order.reaches({ stage: 'visit' })).toMatchObject({
      needsOps: true,
      needsOpsReason: 'fitness',
    });
    await order.passes('40 minutes');
    await order.reaches({ needsOpsReason: 'arrival' });
    await order.gone();
  });

  test('the helper checks in, drops out, or the order is cancelled → nothing is left for ops', async () => {
    const arrived = await scheduled(0.5);
    await unfit(arrived);
    await arrived.reaches({ needsOpsReason: 'fitness' });
    await arrived.helper('checkIn', { startCode: '1234' });
    expect(await arrived.view()).toMatchObject({ phase: 'checkedIn', needsOps: false, openCaseId: null });
    await arrived.gone();

    const withdrawn = await scheduled(20);
    await unfit(withdrawn);
    await withdrawn.reaches({ needsOpsReason: 'fitness' });
    await withdrawn.helper('withdrawHelper', { reason: 'ill' });
    await withdrawn.reaches({ stage: 'selection', needsOps: false, openCaseId: null });
    await withdrawn.gone();

    const cancelled = await scheduled(20);
    await unfit(cancelled);
    await cancelled.reaches({ needsOpsReason: 'fitness' });
    await cancelled.customer('cancelOrder', { reason: 'x' });
    expect(await cancelled.ending()).toBe('cancelled');
    expect(last(cancelled, 'closeOrder')).toMatchObject({ enter: { needsOps: false } });
  });

  test('another helper than the booked one, or a malformed signal → nothing happens', async () => {
    const order = await scheduled(48);
    const { version } = await order.view();
    await unfit(order, 'sweep-2', HELPERS[2]!);
    await order.handle.signal('helperUnfit', { messageId: 'sweep-3' });
    expect(await order.reaches({ ignoredMessages: 1 })).toMatchObject({ version, openCaseId: null });
    await order.gone();
  });

  test('told while another time is proposed → both go on', async () => {
    const order = await scheduled(20);
    const grid = Math.round(Date.parse(order.startsAt) / 300_000) * 300_000;
    await order.customer('proposeReschedule', { startsAt: new Date(grid + 5 * 3_600_000).toISOString() });
    await unfit(order);
    const { openCaseId, deadline } = await order.reaches({ needsOpsReason: 'fitness' });
    expect(deadline).not.toBe(order.startsAt);
    await order.helper('answerReschedule', { accept: true });
    expect(await order.view()).toMatchObject({ needsOps: true, openCaseId, proposedStart: null });
    await order.gone();
  });
});
