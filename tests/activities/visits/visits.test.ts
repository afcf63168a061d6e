import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aFixture, type Fixture, hours, tenOClock } from '#tests/support/a-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture();
});
afterAll(async () => fixture.drop());

async function scheduled(day: number) {
  const order = await fixture.anOrder({ windowStart: tenOClock(day) });
  const booked = await order.signed();
  const visit = () => fixture.database.models.visit.findUniqueOrThrow({ where: { orderId: order.id } });
  const { startCode } = await visit();
  return {
    order,
    start: new Date(booked.startsAt),
    startCode,
    wrong: startCode === '0000' ? '1111' : '0000',
    visit,
  };
}

describe('check-in by the start code', () => {
  test('too early → refused; within half an hour of the start → in', async () => {
    const { order, start, startCode, visit } = await scheduled(3);
    const early = new Date(start.getTime() - hours(0.5) - 1_000);
    expect(await order.visit('checkedIn', { startCode, at: early })).toEqual({
      ...{ ok: false, code: 'TooEarly' },
      from: new Date(start.getTime() - hours(0.5)).toISOString(),
    });
    const soon = new Date(start.getTime() - hours(0.5));
    expect(await order.visit('checkedIn', { startCode, at: soon })).toEqual({ ok: true });
    expect(await visit()).toMatchObject({ checkedInAt: soon, checkInProof: 'code', codeAttempts: 0 });
  });

  test('in a rehearsal the time that was let pass counts', async () => {
    const { order, start, startCode } = await scheduled(4);
    const clockShiftMs = start.getTime() - Date.now();
    const move = await order.move({ enter: { stage: 'visit', clockShiftMs } });
    expect(await fixture.activities.recordVisit({ ...move, fact: 'checkedIn', startCode })).toEqual({
      ok: true,
    });
  });

  test('wrong codes are counted although refused, once per message; after five only staff can confirm', async () => {
    const { order, start, startCode, wrong, visit } = await scheduled(5);
    const move = await order.move({ enter: { stage: 'visit' }, at: start });
    const input = { ...move, fact: 'checkedIn' as const, startCode: wrong };
    expect(await fixture.activities.recordVisit(input)).toEqual({ ok: false, code: 'WrongStartCode' });
    expect(await fixture.activities.recordVisit(input)).toEqual({ ok: false, code: 'WrongStartCode' });
    expect((await visit()).codeAttempts).toBe(1);
    const codes = [];
    for (let n = 0; n < 5; n += 1)
      codes.push(await order.visit('checkedIn', { startCode: wrong, at: start }));
    expect(codes.map((answer) => 'code' in answer && answer.code)).toEqual([
      ...Array(3).fill('WrongStartCode'),
      'CodeLocked',
      'CodeLocked',
    ]);
    expect(await order.visit('checkedIn', { startCode, at: start })).toEqual({
      ok: false,
      code: 'CodeLocked',
    });
    expect((await visit()).checkedInAt).toBeNull();
    expect(await order.visit('checkInOverridden', { at: start })).toEqual({ ok: true });
    expect((await visit()).checkInProof).toBe('override');
  });

  test('no code at all → refused', async () => {
    const { order, start } = await scheduled(6);
    expect(await order.visit('checkedIn', { at: start })).toEqual({ ok: false, code: 'WrongStartCode' });
  });
});

describe('F03: a step before its time', () => {
  test('the effect refuses it with the time from which it is possible, and nothing is written', async () => {
    const { order, start, visit } = await scheduled(8);
    const ahead = (ms: number) => new Date(start.getTime() - ms);
    const refused = (from: Date) => ({ ok: false, code: 'TooEarly', from: from.toISOString() });
    expect(await order.visit('departed', { at: ahead(hours(3) + 1) })).toEqual(refused(ahead(hours(3))));
    expect(await order.visit('checkInOverridden', { at: ahead(hours(0.5) + 1) })).toEqual(
      refused(ahead(hours(0.5))),
    );
    expect(await visit()).toMatchObject({ departedAt: null, checkedInAt: null });
    expect(await order.visit('departed', { at: ahead(hours(3)) })).toEqual({ ok: true });
    expect(await order.visit('checkInOverridden', { at: ahead(hours(0.5)) })).toEqual({ ok: true });
  });
});

describe('the facts of a visit', () => {
  test('departed, late, in, out → kept with their times; the slot is done and free', async () => {
    const { order, start, startCode, visit } = await scheduled(7);
    await order.visit('due', { at: start });
    await order.visit('departed', { at: start });
    await order.visit('late', { at: new Date(start.getTime() + hours(0.2)) });
    await order.visit('checkedIn', { startCode, at: new Date(start.getTime() + hours(0.25)) });
    const deviceAt = new Date(start.getTime() + hours(2)).toISOString();
    const move = await order.move({
      enter: { stage: 'visit', waitingFor: 'customer' },
      at: new Date(start.getTime() + hours(2.25)),
    });
    await fixture.activities.recordVisit({ ...move, fact: 'checkedOut', deviceAt });
    expect(await visit()).toMatchObject({
      lateMinutes: 12,
      departedAt: start,
      checkOutDeviceAt: new Date(deviceAt),
    });
    const out = await fixture.database.models.orderEvent.findFirstOrThrow({
      where: { orderId: order.id, kind: 'checkedOut' },
    });
    expect(out.payload).toEqual({ minutes: 120, deviceAt });
    const slots = await fixture.database.models.booking.findMany({
      where: { orderId: order.id, status: { in: ['confirmed', 'done'] } },
    });
    expect(slots.map((s) => s.status)).toEqual(['done']);
  });
});
