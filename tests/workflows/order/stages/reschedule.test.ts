import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import {
  type AnOrder,
  aTestServer,
  type HowOrdered,
  refusalOf,
  type TestServer,
} from '#tests/support/an-order.ts';

const HOUR = 3_600_000;

describe('another time for a planned visit', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aTestServer();
  });
  afterAll(() => server.close());
  /** Starts lie on five minutes, as they do in life. */
  const scheduled = async (how: HowOrdered = {}): Promise<AnOrder> => {
    const now = await server.environment.currentTimeMs();
    const startsAt = Math.ceil((now + (how.startsIn ?? 48) * HOUR) / 300_000) * 300_000;
    const order = await server.anOrder({ ...how, startsAt: new Date(startsAt).toISOString() });
    await order.signed();
    await order.reaches({ stage: 'scheduled' });
    return order;
  };
  const later = (order: AnOrder, hours: number) =>
    new Date(Date.parse(order.startsAt) + hours * HOUR).toISOString();
  const last = (order: AnOrder, name: string) =>
    order
      .calls()
      .filter((c) => c.name === name)
      .at(-1)?.input;
  const noted = (order: AnOrder, name: string) => order.calls().filter((c) => c.name === name).length;
  const start = async (order: AnOrder) => Date.parse((await order.view()).deadline!);

  test('the customer, two days ahead → moved at once, and the visit is waited for at the new time', async () => {
    const order = await scheduled();
    const startsAt = later(order, 24);
    expect(await order.customer('proposeReschedule', { startsAt })).toMatchObject({ ok: true });
    expect(last(order, 'rescheduleVisit')).toMatchObject({
      startsAt,
      side: 'customer',
      proposalId: null,
      feeFloorFen: 0,
    });
    expect(noted(order, 'proposeReschedule')).toBe(0);
    expect(await order.view()).toMatchObject({
      stage: 'scheduled',
      waitingFor: 'helper',
      deadline: startsAt,
    });
    await order.passes('4326 minutes');
    await order.reaches({ stage: 'visit' });
    expect(last(order, 'recordVisit')).toMatchObject({ fact: 'due' });
    await order.gone();
  });

  test('the helper is not free then → refused with other starts, and nothing changed', async () => {
    const alternatives = ['2026-12-01T02:00:00.000Z'];
    const order = await scheduled({
      overrides: { rescheduleVisit: () => ({ ok: false, code: 'HelperTaken', alternatives }) },
    });
    const before = await order.view();
    expect(await order.customer('proposeReschedule', { startsAt: later(order, 24) })).toEqual({
      ok: false,
      code: 'HelperTaken',
      alternatives,
    });
    expect(await order.view()).toEqual(before);
    await order.gone();
  });

  test('inside 24 h the helper is asked → accepts: moved; declines: the old time stands', async () => {
    for (const accept of [true, false]) {
      const order = await scheduled({ startsIn: 20 });
      const startsAt = later(order, 5);
      await order.customer('proposeReschedule', { startsAt });
      expect(await order.view()).toMatchObject({ waitingFor: 'helper', proposedStart: startsAt });
      expect(noted(order, 'rescheduleVisit')).toBe(0);
      expect(await refusalOf(order.customer('answerReschedule', { accept: true }))).toBe('NotYourTurn');
      expect(await order.helper('answerReschedule', { accept })).toMatchObject({ ok: true });
      const proposalId = last(order, 'proposeReschedule')!.proposalId;
      if (accept) expect(last(order, 'rescheduleVisit')).toMatchObject({ startsAt, proposalId });
      else expect(last(order, 'declineReschedule')).toMatchObject({ proposalId, by: 'helper' });
      expect(await order.view()).toMatchObject({
        stage: 'scheduled',
        waitingFor: 'helper',
        proposedStart: null,
        deadline: accept ? startsAt : order.startsAt,
      });
      await order.gone();
    }
  });

  test('a far visit moved to a near time also needs the helper’s consent', async () => {
    const order = await scheduled({ startsIn: 48 });
    await order.customer('proposeReschedule', { startsAt: later(order, -30) });
    expect(noted(order, 'rescheduleVisit')).toBe(0);
    expect(await order.view()).toMatchObject({ waitingFor: 'helper' });
    await order.gone();
  });

  test('the helper proposes at any distance → the customer decides', async () => {
    const order = await scheduled({ startsIn: 72 });
    const startsAt = later(order, 24);
    await order.helper('proposeReschedule', { startsAt });
    expect(await order.view()).toMatchObject({ waitingFor: 'customer', proposedStart: startsAt });
    expect(await order.customer('answerReschedule', { accept: true })).toMatchObject({ ok: true });
    expect(last(order, 'rescheduleVisit')).toMatchObject({ side: 'helper', feeFloorFen: 0 });
    await order.gone();
  });

  test('silence for two hours is a no; the night does not count', async () => {
    const order = await scheduled({ startsIn: 20 });
    await order.customer('proposeReschedule', { startsAt: later(order, 5) });
    const now = await server.environment.currentTimeMs();
    expect(Math.abs((await start(order)) - now - 2 * HOUR)).toBeLessThan(5_000);
    await order.passes('121 minutes');
    await order.reaches({ proposedStart: null });
    expect(last(order, 'declineReschedule')).toMatchObject({ by: 'deadline' });
    expect(await order.view()).toMatchObject({ stage: 'scheduled', deadline: order.startsAt });
    await order.gone();

    const { serviceHours } = STANDARD_POLICY;
    const local = (((await server.environment.currentTimeMs()) / HOUR + 8) % 24) + 1;
    const closed = `${String(Math.floor(local) % 24).padStart(2, '0')}:00`;
    const night = await scheduled({
      startsIn: 60,
      policy: { serviceHours: { ...serviceHours, from: closed, to: '24:00' } },
    });
    await night.helper('proposeReschedule', { startsAt: later(night, 30) });
    expect((await start(night)) - (await server.environment.currentTimeMs())).toBeGreaterThan(
      2 * HOUR + 60_000,
    );
    await night.gone();
  });

  test('an outage in the last minutes → more time, but never beyond the agreed start', async () => {
    let asked = 0;
    const order = await scheduled({
      startsIn: 3,
      overrides: {
        checkDeadline: ({ deadline }) =>
          asked++
            ? undefined
            : { ok: true, extendedTo: new Date(Date.parse(deadline) + 10 * HOUR).toISOString() },
      },
    });
    await order.customer('proposeReschedule', { startsAt: later(order, 5) });
    await order.passes('121 minutes');
    expect(await order.view()).toMatchObject({ proposedStart: later(order, 5) });
    await order.passes('66 minutes');
    await order.reaches({ stage: 'visit' });
    expect(last(order, 'declineReschedule')).toMatchObject({ by: 'deadline' });
    await order.gone();
  });

  test('taken back by who proposed it; staff answer for the other side', async () => {
    const order = await scheduled({ startsIn: 20 });
    await order.customer('proposeReschedule', { startsAt: later(order, 5) });
    expect(await refusalOf(order.customer('proposeReschedule', { startsAt: later(order, 6) }))).toBe(
      'ProposalOpen',
    );
    await order.customer('answerReschedule', { accept: false });
    expect(last(order, 'declineReschedule')).toMatchObject({ by: 'customer' });
    await order.ops('proposeReschedule', { startsAt: later(order, 6), side: 'helper', reason: 'phoned' });
    expect(await order.view()).toMatchObject({ waitingFor: 'customer' });
    await order.ops('answerReschedule', { accept: true, reason: 'phoned' });
    expect(last(order, 'rescheduleVisit')).toMatchObject({ side: 'helper' });
    await order.gone();
  });

  test('the slot is lost when the answer comes → the answer says so, the old time stands', async () => {
    const order = await scheduled({
      startsIn: 20,
      overrides: { rescheduleVisit: () => ({ ok: false, code: 'HelperTaken', alternatives: [] }) },
    });
    await order.customer('proposeReschedule', { startsAt: later(order, 5) });
    expect(await order.helper('answerReschedule', { accept: true })).toMatchObject({ code: 'HelperTaken' });
    expect(last(order, 'declineReschedule')).toMatchObject({ by: 'slotTaken' });
    expect(await order.view()).toMatchObject({ proposedStart: null, deadline: order.startsAt });
    await order.gone();
  });

  test('twice per order and no more; not into the past, not beyond 30 days, not to the same time', async () => {
    const order = await scheduled({ startsIn: 100 });
    for (const hours of [0, -110, 24 * 31, 0.01])
      expect(await refusalOf(order.customer('proposeReschedule', { startsAt: later(order, hours) }))).toBe(
        'SlotInvalid',
      );
    await order.customer('proposeReschedule', { startsAt: later(order, 24) });
    await order.customer('proposeReschedule', { startsAt: later(order, 48) });
    expect(await refusalOf(order.customer('proposeReschedule', { startsAt: later(order, 72) }))).toBe(
      'NoReschedulesLeft',
    );
    await order.gone();
  });

  test('an order placed before there were such terms follows the standard ones', async () => {
    const older = Object.fromEntries(
      ['maxReschedules', 'rescheduleReach', 'consentWithin', 'consentLimit'].map((name) => [name, undefined]),
    );
    const order = await scheduled({ policy: older });
    expect(await order.customer('proposeReschedule', { startsAt: later(order, 24) })).toMatchObject({
      ok: true,
    });
    await order.gone();
  });

  test('no evading a fee: moved 20 h before and cancelled days ahead → still 20 %', async () => {
    const order = await scheduled({ startsIn: 20 });
    await order.customer('proposeReschedule', { startsAt: later(order, 240) });
    await order.helper('answerReschedule', { accept: true });
    await order.customer('cancelOrder', { reason: 'changedMind' });
    expect(await order.ending()).toBe('cancelled');
    expect(last(order, 'closeOrder')).toMatchObject({ fee: { fen: 2400, payer: 'customer' } });

    const byHelper = await scheduled({ startsIn: 20 });
    await byHelper.helper('proposeReschedule', { startsAt: later(byHelper, 240) });
    await byHelper.customer('answerReschedule', { accept: true });
    await byHelper.customer('cancelOrder', { reason: 'changedMind' });
    expect(await byHelper.ending()).toBe('cancelled');
    expect(last(byHelper, 'closeOrder')!.fee).toBeNull();
  });

  test('cancelled, departed or withdrawn while a time is proposed', async () => {
    const cancelled = await scheduled({ startsIn: 20 });
    await cancelled.customer('proposeReschedule', { startsAt: later(cancelled, 5) });
    await cancelled.customer('cancelOrder', { reason: 'changedMind' });
    expect(await cancelled.ending()).toBe('cancelled');
    expect(last(cancelled, 'closeOrder')).toMatchObject({ fee: { fen: 2400 } });

    const departed = await scheduled({ startsIn: 2.5 });
    await departed.customer('proposeReschedule', { startsAt: later(departed, 5) });
    await departed.helper('depart');
    await departed.reaches({ stage: 'visit', phase: 'departed', proposedStart: null });
    expect(last(departed, 'declineReschedule')).toMatchObject({ by: 'overtaken' });
    await departed.gone();

    const withdrawn = await scheduled({ startsIn: 20 });
    await withdrawn.helper('proposeReschedule', { startsAt: later(withdrawn, 5) });
    await withdrawn.helper('withdrawHelper', { reason: 'ill' });
    await withdrawn.reaches({ stage: 'selection', round: 2, proposedStart: null });
    expect(noted(withdrawn, 'declineReschedule')).toBe(0);
    await withdrawn.gone();
  });

  test('who is not booked, has no proof, or is too late in the order’s life → refused', async () => {
    const order = await scheduled({ startsIn: 48 });
    const startsAt = later(order, 24);
    expect(await refusalOf(order.helperNo(1)('proposeReschedule', { startsAt }))).toBe('NotAllowed');
    expect(await refusalOf(order.helper('answerReschedule', { accept: true }))).toBe('NotYourTurn');
    expect(
      await refusalOf(order.send('proposeReschedule', { by: 'x', role: 'ops', reason: 'x', startsAt })),
    ).toBe('Unverified');
    await order.passes('46 hours');
    await order.helper('depart');
    expect(await refusalOf(order.customer('proposeReschedule', { startsAt }))).toBe('WrongStage');
    await order.gone();
  });

  test('a rehearsal lets the consent’s time pass → declined', async () => {
    const order = await scheduled({ startsIn: 20, policy: { rehearsal: true } });
    await order.customer('proposeReschedule', { startsAt: later(order, 5) });
    await order.customer('letTimePass');
    await order.reaches({ proposedStart: null, stage: 'scheduled' });
    expect(last(order, 'declineReschedule')).toMatchObject({ by: 'deadline' });
    await order.gone();
  });
});
