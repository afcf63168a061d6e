import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import {
  type AnOrder,
  aTestServer,
  HELPER,
  type HowOrdered,
  PROOF,
  refusalOf,
  type TestServer,
} from '#tests/support/an-order.ts';
import { HELPERS } from '#tests/support/fake-activities.ts';

describe('awaitArrival, awaitCompletion', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aTestServer();
  });
  afterAll(() => server.close());
  const scheduled = async (how: HowOrdered = {}): Promise<AnOrder> => {
    const order = await server.anOrder(how);
    await order.signed();
    await order.reaches({ stage: 'scheduled' });
    return order;
  };
  const last = (order: AnOrder, name: string) =>
    order
      .calls()
      .filter((c) => c.name === name)
      .at(-1)?.input;

  test('departed, checked in, checked out, confirmed → settled, review begins', async () => {
    const order = await scheduled({ startsIn: 0.5 });
    await order.helper('depart');
    expect(await order.view()).toMatchObject({ stage: 'visit', phase: 'departed' });
    await order.helper('checkIn', { startCode: '1234' });
    expect(await order.view()).toMatchObject({ phase: 'checkedIn', waitingFor: 'helper' });
    await order.helper('checkOut');
    expect(await order.view()).toMatchObject({ phase: 'checkedOut', waitingFor: 'customer' });
    await order.customer('confirmCompletion');
    expect(await order.view()).toMatchObject({ stage: 'review', settlement: 'due' });
    await order.gone();
  });

  test('F03: depart, check-in and override before their time → TooEarly, for every role; later they are taken', async () => {
    const order = await scheduled({ startsIn: 4 });
    const from = (hours: number) => new Date(Date.parse(order.startsAt) - hours * 3_600_000).toISOString();
    const refusals = [
      [order.helper('depart'), from(3)],
      [order.ops('depart', { reason: 'phoned' }), from(3)],
      [order.helper('checkIn', { startCode: '1234' }), from(0.5)],
      [order.ops('overrideCheckIn', { reason: 'phoned' }), from(0.5)],
    ] as const;
    for (const [sent, at] of refusals) expect(await moreOf(sent)).toEqual(['TooEarly', { from: at }]);
    expect(order.names()).not.toContain('recordVisit');
    await order.passes('61 minutes');
    expect(await order.helper('depart')).toMatchObject({ ok: true });
    expect(await refusalOf(order.ops('overrideCheckIn', { reason: 'phoned' }))).toBe('TooEarly');
    await order.passes('150 minutes');
    expect(await order.ops('overrideCheckIn', { reason: 'phoned' })).toMatchObject({ ok: true });
    await order.gone();
  });

  test('F03: an order placed before there was `departEarly` follows the standard value', async () => {
    const order = await scheduled({ startsIn: 4, policy: { departEarly: undefined } as never });
    expect(await refusalOf(order.helper('depart'))).toBe('TooEarly');
    await order.passes('61 minutes');
    expect(await order.helper('depart')).toMatchObject({ ok: true });
    await order.gone();
  });

  test('F03: a queued check-in before its time → refused by the effect, and taken when it is sent again', async () => {
    const from = '2026-12-01T00:00:00.000Z';
    let early = true;
    const order = await scheduled({
      startsIn: 1,
      overrides: { recordVisit: () => (early ? { ok: false, code: 'TooEarly', from } : undefined) },
    });
    const fact = { by: HELPER, role: 'helper', proof: PROOF, deviceAt: order.startsAt, messageId: 'm-1' };
    await order.handle.signal('checkedIn', { ...fact, startCode: '1234' });
    await order.reaches({ ignoredMessages: 1 });
    expect(await order.view()).toMatchObject({ stage: 'scheduled', phase: 'planned' });
    early = false;
    await order.handle.signal('checkedIn', { ...fact, startCode: '1234' });
    await order.reaches({ phase: 'checkedIn' });
    await order.gone();
  });

  /** The fifth wrong code, whatever it is. */
  const locked = (how: HowOrdered) =>
    scheduled({
      ...how,
      overrides: {
        recordVisit: ({ fact }) => (fact === 'checkedIn' ? { ok: false, code: 'CodeLocked' } : undefined),
      },
    });
  const wrong = (order: AnOrder) => order.helper('checkIn', { startCode: '0000' });
  const opened = (order: AnOrder) => order.calls().filter(({ name }) => name === 'openCase');

  test('F06: too many wrong codes before the start → a case beside the wait, once; it is waited for after the start', async () => {
    const order = await locked({ startsIn: 0.5 });
    const { waitingFor, deadline } = await order.view();
    for (let n = 0; n < 3; n += 1)
      expect(await wrong(order)).toMatchObject({ ok: false, code: 'CodeLocked' });
    const { openCaseId } = await order.reaches({ needsOpsReason: 'arrival' });
    expect(opened(order)).toHaveLength(1);
    expect(opened(order)[0]!.input).toMatchObject({ kind: 'arrival', reason: 'codeLocked' });
    expect(await order.view()).toMatchObject({ stage: 'scheduled', waitingFor, deadline, needsOps: true });
    // While ops find out the time does not move, and nobody is absent yet.
    const startsAt = new Date(Math.ceil(Date.parse(order.startsAt) / 300_000) * 300_000 + 7_200_000);
    expect(await refusalOf(order.customer('proposeReschedule', { startsAt: startsAt.toISOString() }))).toBe(
      'WrongStage',
    );
    const absent = { caseId: openCaseId!, decision: 'helperNoShow', reason: 'phoned' };
    expect(await refusalOf(order.applies(absent))).toBe('TooEarly');
    await order.passes('41 minutes');
    await order.reaches({ stage: 'visit', waitingFor: 'ops' });
    expect(opened(order)).toHaveLength(1);
    expect(last(order, 'recordVisit')).toMatchObject({ fact: 'due' });
    await order.applies({ ...absent, decision: 'arrived' });
    await order.reaches({ phase: 'checkedIn', needsOps: false, openCaseId: null });
    await order.gone();
  });

  test('F06: ops find the helper there, or let more tries be, before the start', async () => {
    const order = await locked({ startsIn: 0.5 });
    await wrong(order);
    const { openCaseId, deadline } = await order.reaches({ needsOpsReason: 'arrival' });
    await order.applies({ caseId: openCaseId!, decision: 'waitLonger', reason: 'phoned' });
    expect(await order.view()).toMatchObject({
      stage: 'scheduled',
      deadline,
      needsOps: false,
      openCaseId: null,
    });
    await wrong(order);
    const second = await order.reaches({ needsOpsReason: 'arrival' });
    expect(second.openCaseId).not.toBe(openCaseId);
    await order.applies({ caseId: second.openCaseId!, decision: 'arrived', reason: 'phoned' });
    await order.reaches({ phase: 'checkedIn', needsOps: false, openCaseId: null });
    await order.gone();
  });

  test('F06: after the start → the order waits for the case at once; a check-in by staff ends it', async () => {
    const order = await locked({ startsIn: 0.5 });
    await order.passes('31 minutes');
    await order.reaches({ stage: 'visit' });
    expect(await wrong(order)).toMatchObject({ code: 'CodeLocked' });
    await order.reaches({ needsOpsReason: 'arrival', waitingFor: 'ops' });
    expect(await wrong(order)).toMatchObject({ code: 'CodeLocked' });
    expect(opened(order)).toHaveLength(1);
    await order.ops('overrideCheckIn', { reason: 'phoned' });
    await order.reaches({ phase: 'checkedIn', needsOps: false, openCaseId: null });
    await order.gone();
  });

  test('F06: the helper drops out while ops find out → another one is found, and the case goes on by itself', async () => {
    const order = await locked({ startsIn: 0.5 });
    await wrong(order);
    await order.reaches({ needsOpsReason: 'arrival' });
    await order.helper('withdrawHelper', { reason: 'ill' });
    await order.reaches({ stage: 'selection', round: 2, openCaseId: null, needsOps: false });
    await order.gone();
  });

  test('F05: staff who overrode the check-in or checked out do not confirm or review; a colleague does, as staff', async () => {
    const order = await scheduled({ startsIn: 0.5 });
    await order.ops('overrideCheckIn', { reason: 'phoned' });
    await order.helper('checkOut');
    expect(await refusalOf(order.ops('confirmCompletion', { reason: 'phoned' }))).toBe('NeedsColleague');
    expect(await order.colleague('confirmCompletion', { reason: 'phoned' })).toMatchObject({ ok: true });
    expect(last(order, 'settle')).toMatchObject({ by: 'ops', step: { actor: { role: 'ops' } } });
    const scores = { attitude: 5, effect: 5, contractKept: true, reason: 'phoned' };
    expect(await refusalOf(order.ops('submitReview', scores))).toBe('NeedsColleague');
    expect(await order.customer('submitReview', scores)).toMatchObject({ ok: true });
    await order.gone();
  });

  test('a wrong start code → refused with its code; the right one works', async () => {
    const order = await scheduled({
      startsIn: 0.5,
      overrides: {
        recordVisit: ({ fact, startCode }) =>
          fact === 'checkedIn' && startCode !== '1234' ? { ok: false, code: 'WrongStartCode' } : undefined,
      },
    });
    expect(await order.helper('checkIn', { startCode: '9999' })).toMatchObject({
      ok: false,
      code: 'WrongStartCode',
    });
    expect(await order.helper('checkIn', { startCode: '1234' })).toMatchObject({ ok: true });
    await order.gone();
  });

  test('nobody checks in → due at the start, late after 10 min, a case for ops after 30', async () => {
    const order = await scheduled({ startsIn: 2 });
    await order.passes('125 minutes');
    await order.reaches({ stage: 'visit' });
    await order.passes('10 minutes');
    expect(last(order, 'recordVisit')).toMatchObject({ fact: 'late' });
    await order.passes('20 minutes');
    const { openCaseId } = await order.reaches({ needsOpsReason: 'arrival' });
    await order.applies({ caseId: openCaseId!, decision: 'helperNoShow', reason: 'phoned' });
    expect(await order.ending()).toBe('helper_no_show');
    expect(last(order, 'closeOrder')).toMatchObject({
      fee: { fen: 6000, payer: 'helper', kind: 'noShowFee' },
    });
  });

  test('ops find that the customer was absent → customer_no_show with the policy’s fee', async () => {
    const order = await scheduled({ startsIn: 1 });
    await order.passes('95 minutes');
    const { openCaseId } = await order.reaches({ needsOpsReason: 'arrival' });
    await order.applies({ caseId: openCaseId!, decision: 'customerNoShow', reason: 'phoned' });
    expect(await order.ending()).toBe('customer_no_show');
    expect(last(order, 'closeOrder')).toMatchObject({ fee: { payer: 'customer' } });
  });

  test('a check-in during the arrival case → the visit goes on', async () => {
    const order = await scheduled({ startsIn: 1 });
    await order.passes('95 minutes');
    await order.reaches({ needsOpsReason: 'arrival' });
    expect(await order.helper('checkIn', { startCode: '1234' })).toMatchObject({ ok: true });
    expect(await order.view()).toMatchObject({ phase: 'checkedIn', needsOps: false, openCaseId: null });
    await order.gone();
  });

  test('ops override the check-in, or decide "arrived" → in service', async () => {
    const overridden = await scheduled({ startsIn: 0.5 });
    await overridden.ops('overrideCheckIn', { reason: 'phoned' });
    expect(await overridden.view()).toMatchObject({ phase: 'checkedIn' });
    await overridden.gone();
    const decided = await scheduled({ startsIn: 1 });
    await decided.passes('95 minutes');
    const { openCaseId } = await decided.reaches({ needsOpsReason: 'arrival' });
    await decided.applies({ caseId: openCaseId!, decision: 'arrived', reason: 'phoned' });
    await decided.reaches({ phase: 'checkedIn' });
    await decided.gone();
  });

  test('an outage around the late limit → nobody is late yet', async () => {
    let asked = 0;
    const order = await scheduled({
      startsIn: 1,
      overrides: {
        checkDeadline: ({ deadline }) =>
          asked++
            ? undefined
            : { ok: true, extendedTo: new Date(Date.parse(deadline) + 30 * 60_000).toISOString() },
      },
    });
    await order.passes('75 minutes');
    expect(last(order, 'recordVisit')).toMatchObject({ fact: 'due' });
    await order.passes('30 minutes');
    expect(last(order, 'recordVisit')).toMatchObject({ fact: 'late' });
    await order.gone();
  });

  test('the helper drops out after both signed → replaced at no higher price, and the customer may leave free', async () => {
    const order = await scheduled({ startsIn: 1 });
    await order.helper('withdrawHelper', { reason: 'ill' });
    await order.reaches({ stage: 'selection', round: 2 });
    expect(last(order, 'recommendHelpers')).toMatchObject({ capFen: 12000 });
    await order.customer('chooseHelper', { helperId: HELPERS[1]! });
    await order.customer('cancelOrder', { reason: 'noReplacement' });
    expect(await order.ending()).toBe('cancelled');
    expect(last(order, 'closeOrder')!.fee).toBeNull();
  });

  test('cancelled by the customer: free 48 h before, 20 % within 24 h, 50 % within 2 h; by ops always free', async () => {
    for (const [startsIn, fen] of [
      [48, null],
      [20, 2400],
      [1, 6000],
    ] as const) {
      const order = await scheduled({ startsIn });
      await order.customer('cancelOrder', { reason: 'changedMind' });
      expect(await order.ending()).toBe('cancelled');
      expect(last(order, 'closeOrder')!.fee).toEqual(
        fen === null ? null : { fen, payer: 'customer', kind: 'cancelFee' },
      );
    }
    const byOps = await scheduled({ startsIn: 1 });
    await byOps.ops('cancelOrder', { reason: 'weather' });
    expect(await byOps.ending()).toBe('cancelled');
    expect(last(byOps, 'closeOrder')!.fee).toBeNull();
  });

  test('after the check-in nobody cancels or drops out', async () => {
    const order = await scheduled({ startsIn: 0.5 });
    await order.helper('checkIn', { startCode: '1234' });
    expect(await refusalOf(order.customer('cancelOrder', { reason: 'x' }))).toBe('CannotCancelNow');
    expect(await refusalOf(order.helper('withdrawHelper', { reason: 'x' }))).toBe('WrongStage');
    await order.gone();
  });

  test('nobody completes → ops are alerted and may complete for the helper', async () => {
    const order = await scheduled({ startsIn: 0.5 });
    await order.helper('checkIn', { startCode: '1234' });
    await order.passes('6 hours');
    await order.reaches({ needsOpsReason: 'checkOutOverdue' });
    expect(await order.ops('checkOut', { reason: 'phoned' })).toMatchObject({ ok: true });
    expect(await order.view()).toMatchObject({ phase: 'checkedOut', needsOps: false });
    await order.gone();
  });

  test('the customer neither confirms nor objects in 2 h → confirmed by the deadline', async () => {
    const order = await server.anOrder({ startsIn: 1 });
    await order.served();
    await order.passes('121 minutes');
    await order.reaches({ stage: 'review' });
    expect(last(order, 'settle')).toMatchObject({ by: 'deadline', reductionFen: 0 });
    await order.gone();
  });

  test('an objection stops the review clock; ops reduce the price → settled for the rest', async () => {
    const order = await server.anOrder({ startsIn: 1 });
    await order.served();
    await order.customer('object', { reason: 'poorQuality' });
    const { openCaseId } = await order.reaches({ needsOpsReason: 'objection' });
    expect(await refusalOf(order.customer('confirmCompletion'))).toBe('WrongStage');
    await order.passes('20 hours');
    expect(
      await refusalOf(
        order.applies({
          caseId: openCaseId!,
          decision: 'reducePrice',
          amountFen: 99999,
          reason: 'x',
        }),
      ),
    ).toBe('AmountMismatch');
    await order.applies({
      caseId: openCaseId!,
      decision: 'reducePrice',
      amountFen: 2000,
      reason: 'pictures',
    });
    const { deadline } = await order.reaches({ stage: 'review' });
    expect(last(order, 'settle')).toMatchObject({ by: 'ops', reductionFen: 2000 });
    const left = Date.parse(deadline!) - (await server.environment.currentTimeMs());
    expect(left).toBeGreaterThan(23.9 * 3_600_000);
    await order.gone();
  });

  test('queued offline facts: first one wins, the second and malformed ones are ignored', async () => {
    const order = await scheduled({ startsIn: 1 });
    const at = new Date(await server.environment.currentTimeMs()).toISOString();
    const fact = { by: (await order.view()).helperId!, role: 'helper', proof: PROOF, deviceAt: at };
    await order.handle.signal('checkedIn', { ...fact, messageId: 'm-1', startCode: '1234' });
    await order.handle.signal('checkedIn', { ...fact, messageId: 'm-1', startCode: '1234' });
    await order.handle.signal('checkedIn', { ...fact, messageId: 'm-2', startCode: '1234' });
    await order.handle.signal('checkedOut', { ...fact, messageId: 'm-3' });
    await order.reaches({ phase: 'checkedOut' });
    expect(order.calls().filter((c) => c.input.fact === 'checkedIn')).toHaveLength(1);
    expect((await order.view()).ignoredMessages).toBe(1);
    await order.gone();
  });
});

/** The code and the details of a refusal before history. */
async function moreOf(update: Promise<unknown>): Promise<unknown[]> {
  const error: unknown = await update.catch((refused: unknown) => refused);
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : null;
  return cause instanceof ApplicationFailure ? [cause.type, ...(cause.details ?? [])] : [error];
}
