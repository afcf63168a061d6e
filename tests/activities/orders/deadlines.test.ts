import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { lengthOf } from '#activities/transition/outages.ts';
import {
  aFixture,
  type Fixture,
  HELPER,
  hours,
  type TestOrder,
  tenOClock,
} from '#tests/support/a-fixture.ts';
import { aVisit } from '#tests/support/visits/rows.ts';
import { aHeartbeat, anOutage } from '#tests/support/watch/rows.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture();
});
afterAll(async () => fixture.drop());
beforeEach(async () => {
  await fixture.database.models.outage.deleteMany();
  await fixture.database.models.heartbeat.deleteMany();
});

const MINUTE = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE);

/** A shortlist that has waited for an hour. */
async function fired(
  order: TestOrder,
  more: { helperId?: string; graceMs?: number; main?: boolean; cause?: string; deadline?: Date } = {},
) {
  const deadline = (more.deadline ?? ago(0)).toISOString();
  const move = await order.move({
    enter: {
      stage: 'selection',
      waitingFor: 'customer',
      deadline: more.main === false ? ago(-60).toISOString() : deadline,
    },
    cause: more.cause ?? 'customer chooses',
  });
  const result = await fixture.activities.checkDeadline({
    ...move,
    waitFrom: ago(60).toISOString(),
    deadline,
    helperId: more.helperId ?? null,
    graceMs: more.graceMs ?? 10 * MINUTE,
  });
  return {
    ...result,
    deadline,
    moved: result.extendedTo ? (Date.parse(result.extendedTo) - Date.parse(deadline)) / MINUTE : 0,
  };
}
const outage = (from: number, to: number, component = 'api') =>
  anOutage(fixture.database, { component, fromAt: ago(from), toAt: ago(to) });

describe('checkDeadline: our own outages punish nobody', () => {
  test('nothing happened → no extension, and not a row is written', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(3) });
    await order.recommend();
    await outage(200, 100);
    const before = await order.row();
    expect(await fired(order)).toMatchObject({ extendedTo: null });
    expect(await order.row()).toEqual(before);
    expect(await order.events()).toEqual(['helpersRecommended']);
  });

  test('25 minutes of outage within the wait → deadline and holds move by 25, the timeline says so', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(3) });
    await order.recommend();
    const holds = await fixture.database.models.booking.findMany({
      where: { orderId: order.id, status: 'held' },
      orderBy: { id: 'asc' },
    });
    await outage(40, 15, 'api');
    await outage(30, 20, 'worker');
    const result = await fired(order);
    expect(Math.round(result.moved)).toBe(25);
    expect((await order.row()).deadline?.toISOString()).toBe(result.extendedTo);
    const after = await fixture.database.models.booking.findMany({
      where: { orderId: order.id, status: 'held' },
      orderBy: { id: 'asc' },
    });
    after.forEach((hold, n) => {
      const moved = (hold.heldUntil as Date).getTime() - (holds[n]?.heldUntil?.getTime() ?? 0);
      expect(Math.round(moved / MINUTE)).toBe(25);
    });
    const event = await fixture.database.models.orderEvent.findFirstOrThrow({
      where: { orderId: order.id, kind: 'deadlineExtended' },
    });
    expect(event.payload).toMatchObject({ by: 'outage', until: result.extendedTo });
    expect(
      await fixture.database.models.notice.count({ where: { orderId: order.id, template: 'moreTime' } }),
    ).toBe(1);
  });

  test('a short outage → at least the grace', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(3) });
    await outage(5, 4.5);
    expect((await fired(order)).moved).toBe(10);
  });

  test('an outage that still goes on (no sign of life) counts; a fresh heartbeat does not', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(3) });
    await aHeartbeat(fixture.database);
    expect((await fired(order)).moved).toBe(0);
    await aHeartbeat(fixture.database, { component: 'api', lastAt: ago(20) });
    expect(Math.round((await fired(order)).moved)).toBe(20);
  });

  test('one outage extends a wait once; a new one extends it again', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(3) });
    await outage(40, 20);
    const first = await fired(order);
    expect(Math.round(first.moved)).toBe(20);
    expect((await fired(order)).moved).toBe(0);
    // Another wait of the same order is counted separately.
    expect(Math.round((await fired(order, { cause: 'payment' })).moved)).toBe(20);
    await new Promise((done) => setTimeout(done, 30));
    await anOutage(fixture.database, { fromAt: new Date(Date.now() - 10) });
    expect((await fired(order)).moved).toBe(10);
  });

  test('a wait beside the main one moves, the order’s deadline stays', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(3) });
    await outage(40, 20);
    const result = await fired(order, { main: false });
    expect(result.extendedTo).not.toBeNull();
    expect((await order.row()).deadline?.toISOString()).not.toBe(result.extendedTo);
  });

  test('a helper busy in another home has more time; a visit of this very order does not count', async () => {
    const other = await fixture.anOrder({ windowStart: tenOClock(9) });
    const order = await fixture.anOrder({ windowStart: tenOClock(3) });
    const plan = { helperId: HELPER, startCode: '1234', startsAt: ago(50), endsAt: ago(-10) };
    await aVisit(fixture.database, {
      ...plan,
      orderId: other.id,
      checkedInAt: ago(50),
      checkedOutAt: ago(20),
    });
    await aVisit(fixture.database, { ...plan, orderId: order.id, checkedInAt: ago(60) });
    expect(await fired(order)).toMatchObject({ extendedTo: null });
    const result = await fired(order, { helperId: HELPER });
    expect(Math.round(result.moved)).toBe(30);
    const event = await fixture.database.models.orderEvent.findFirstOrThrow({
      where: { orderId: order.id, kind: 'deadlineExtended' },
    });
    expect(event.payload).toMatchObject({ by: 'visit', minutes: 30 });
  });

  test('ops extend a deadline → the holds live as long', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(4) });
    await order.recommend();
    const until = ago(-120).toISOString();
    const event = { kind: 'deadlineExtended' as const, payload: { by: 'ops' as const, minutes: 60, until } };
    const before = await fixture.database.models.booking.findFirstOrThrow({
      where: { orderId: order.id, status: 'held' },
      orderBy: { id: 'asc' },
    });
    await fixture.activities.recordEvent({
      ...(await order.move({ enter: { stage: 'selection', deadline: until } })),
      event,
    });
    const after = await fixture.database.models.booking.findUniqueOrThrow({ where: { id: before.id } });
    expect((after.heldUntil as Date).getTime() - (before.heldUntil as Date).getTime()).toBe(hours(1));
  });
});

describe('lengthOf: the union of spans inside the wait', () => {
  test.each([
    [[], 0],
    [[[0, 5]], 5],
    [
      [
        [-10, 5],
        [3, 8],
      ],
      8,
    ],
    [
      [
        [1, 2],
        [1, 2],
        [90, 200],
      ],
      11,
    ],
    [[[200, 300]], 0],
    [
      [
        [5, 50],
        [10, 20],
      ],
      45,
    ],
  ])('%j → %i', (spans, length) => {
    expect(
      lengthOf(
        spans.map(([from, to]) => ({ from: from as number, to: to as number })),
        { from: 0, to: 100 },
      ),
    ).toBe(length);
  });
});
