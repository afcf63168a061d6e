import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { needOf, withFreeStart } from '#activities/matching/find-free-helpers.ts';
import { lookAtHelpers } from '#activities/matching/look-at-helpers.ts';
import { readOrder } from '#activities/order-rows/order-row.ts';
import { dateAfter, midnightOf, weekdayOf } from '#contracts/calendars/free-time.ts';
import { type Api, aKey, anApi, anOrder, type Person, PHONES } from '#tests/support/an-api.ts';
import { aBooking } from '#tests/support/calendars/rows.ts';
import { aVisit } from '#tests/support/visits/rows.ts';

const MINUTE = 60_000;
const OFFSET = 480;
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
const wholeWeek = EVERY_DAY.map((weekday) => ({ weekday, startMinute: 0, endMinute: 1440 }));

describe('helpers keep their calendars', () => {
  let api: Api;
  let customer: Person;
  let helper: Person;
  let other: Person;
  let ops: Person;
  beforeAll(async () => {
    api = await anApi();
    [customer, helper, other, ops] = [
      await api.signIn(PHONES.customer),
      await api.signIn(PHONES.helper),
      await api.signIn(PHONES.otherHelper),
      await api.signIn(PHONES.ops),
    ];
  });
  afterAll(() => api.close());
  afterEach(async () => {
    api.temporal.down = false;
    api.temporal.signalled.length = 0;
    await api.database.models.booking.deleteMany({});
    await api.database.models.leave.deleteMany({});
    await api.database.models.unfitHelper.deleteMany({});
    await api
      .as(helper)('put', '/my-calendar/working-times')
      .send({ times: wholeWeek, worksHolidays: true })
      .expect(200);
  });

  /** A local date some days ahead, and a time of it. */
  const dayAhead = (days: number): string =>
    dateAfter(new Date(Date.now() + OFFSET * MINUTE).toISOString().slice(0, 10), days);
  const at = (date: string, hour: number): Date => new Date(midnightOf(date, OFFSET) + hour * 60 * MINUTE);

  /** A promised visit of the helper: booked order, agreed slot. */
  async function planned(
    input: { date?: string; hour?: number; stage?: string; status?: string; who?: Person } = {},
  ): Promise<string> {
    const { date = dayAhead(10), hour = 10, stage = 'scheduled', status = 'confirmed', who = helper } = input;
    const orderId = await anOrder(api, customer);
    const [startsAt, endsAt] = [at(date, hour), at(date, hour + 3)];
    const chosen = stage !== 'selection';
    await api.database.models.order.update({
      where: { id: orderId },
      data: { stage, startsAt, endsAt, ...(chosen ? { helperId: who.id } : {}) },
    });
    const inquiry = await api.database.models.inquiry.findUniqueOrThrow({ where: { orderId } });
    const { latitude, longitude } = inquiry;
    await aBooking(api.database, {
      orderId,
      helperId: who.id,
      startsAt,
      endsAt,
      status,
      heldUntil: status === 'held' ? new Date(Date.now() + 3_600_000) : null,
      latitude,
      longitude,
    });
    return orderId;
  }
  const leave = (date: string, more: object = {}, who = helper) =>
    api
      .as(who)('post', '/my-calendar/leave')
      .set('idempotency-key', aKey())
      .send({ startsAt: at(date, 0).toISOString(), endsAt: at(date, 24).toISOString(), ...more });
  /** The same search that recommends, for one order and one helper. */
  async function isFree(orderId: string, helperId: string): Promise<boolean> {
    const row = await api.database.models.order.findUniqueOrThrow({ where: { id: orderId } });
    const order = readOrder(row);
    const need = await needOf(api.database, order);
    const span = { from: order.windowStart.getTime(), to: order.windowEnd.getTime() };
    const seen = await lookAtHelpers(api.database, { order, need, helperIds: [helperId], ...span });
    const fit = [...seen.values()].filter(({ whyNot }) => whyNot({ evenRemoved: true }) === null);
    const matching = fit.map(({ helper: one }) => one);
    return (await withFreeStart(api.database, { order, need, matching, now: Date.now() })).length === 1;
  }

  test('the week: working times, leave and visits of the days asked for; nobody else’s', async () => {
    const date = dayAhead(10);
    const mine = await planned({ date });
    await planned({ date, who: other });
    await leave(dateAfter(date, 1)).expect(201);
    const { body } = await api.as(helper)('get', `/my-calendar?from=${date}&days=2`).expect(200);
    expect(body).toMatchObject({ from: date, days: 2, utcOffsetMinutes: OFFSET, worksHolidays: true });
    expect(body.workingTimes).toHaveLength(7);
    expect(body.visits).toEqual([
      {
        orderId: mine,
        serviceCode: 'dailyCleaning',
        district: '370303',
        startsAt: at(date, 10).toISOString(),
        endsAt: at(date, 13).toISOString(),
        status: 'confirmed',
        phase: null,
      },
    ]);
    expect(body.leaves).toHaveLength(1);
    const later = await api
      .as(helper)('get', `/my-calendar?from=${dateAfter(date, 20)}`)
      .expect(200);
    expect(later.body.visits).toEqual([]);
    await api.as(customer)('get', '/my-calendar').expect(403);
    await api.as(helper)('get', '/my-calendar?from=2026-13-40').expect(400);
  });

  test('leave over a booked visit: told first and not saved; confirmed, it is saved and the order hears of it', async () => {
    const date = dayAhead(10);
    const orderId = await planned({ date });
    await planned({ date: dateAfter(date, 1) });
    const { body } = await leave(date).expect(409);
    expect(body).toMatchObject({
      code: 'CalendarConflict',
      conflicts: [{ orderId, serviceCode: 'dailyCleaning' }],
    });
    expect(body.conflicts).toHaveLength(1);
    expect(await api.database.models.leave.count()).toBe(0);
    expect(api.temporal.signalled).toEqual([]);

    const saved = await leave(date, { confirm: true }).expect(201);
    expect(saved.body.told).toEqual([orderId]);
    const [row] = await api.database.models.unfitHelper.findMany();
    expect(api.temporal.signalled).toEqual([
      {
        orderId,
        signal: 'helperUnfit',
        body: { messageId: `unfit-${row?.id}`, helperId: helper.id, reason: 'leave' },
      },
    ]);
    expect(row?.toldAt).not.toBeNull();
  });

  test('the same key asked with no and then with yes: a conflict is a question, never the kept answer', async () => {
    const date = dayAhead(10);
    await planned({ date });
    const key = aKey();
    const send = () =>
      api
        .as(helper)('post', '/my-calendar/leave')
        .set('idempotency-key', key)
        .send({ startsAt: at(date, 0).toISOString(), endsAt: at(date, 24).toISOString() });
    await send().expect(409);
    await api.database.models.booking.deleteMany({});
    const first = await send().expect(201);
    const second = await send().expect(201);
    expect(second.body).toEqual(first.body);
    expect(await api.database.models.leave.count()).toBe(1);
  });

  test('Temporal is away: the leave is saved, the order stays on the list of those to tell', async () => {
    const date = dayAhead(10);
    const orderId = await planned({ date });
    api.temporal.down = true;
    await leave(date, { confirm: true }).expect(201);
    expect(await api.database.models.unfitHelper.findMany()).toMatchObject([{ orderId, toldAt: null }]);
  });

  test('a leave taken back before its orders were told tells nobody', async () => {
    const date = dayAhead(10);
    await planned({ date });
    api.temporal.down = true;
    const { body } = await leave(date, { confirm: true }).expect(201);
    await api.as(other)('delete', `/my-calendar/leave/${body.leave.id}`).expect(404);
    await api.as(helper)('delete', `/my-calendar/leave/${body.leave.id}`).expect(200);
    expect(await api.database.models.leave.count()).toBe(0);
    expect(await api.database.models.unfitHelper.count()).toBe(0);
  });

  test('leave has its effect on the very next search, and taking it back as well', async () => {
    const orderId = await anOrder(api, customer);
    const { windowStart } = await api.database.models.order.findUniqueOrThrow({ where: { id: orderId } });
    const date = new Date(windowStart.getTime() + OFFSET * MINUTE).toISOString().slice(0, 10);
    expect(await isFree(orderId, helper.id)).toBe(true);
    const { body } = await leave(date).expect(201);
    expect(await isFree(orderId, helper.id)).toBe(false);
    await api.as(helper)('delete', `/my-calendar/leave/${body.leave.id}`).expect(200);
    expect(await isFree(orderId, helper.id)).toBe(true);
  });

  test('a slot that is only held for a customer who still chooses is let go without a question', async () => {
    const date = dayAhead(10);
    const orderId = await planned({ date, stage: 'selection', status: 'held' });
    const { body } = await leave(date).expect(201);
    expect(body.told).toEqual([]);
    expect(await api.database.models.booking.findMany({ where: { orderId } })).toMatchObject([
      { status: 'released' },
    ]);
  });

  test('a visit that has begun is no conflict any more', async () => {
    const now = new Date();
    const orderId = await planned({ stage: 'visit' });
    await api.database.models.booking.updateMany({
      where: { orderId },
      data: { startsAt: new Date(now.getTime() - 3_600_000), endsAt: new Date(now.getTime() + 3_600_000) },
    });
    await aVisit(api.database, {
      orderId,
      helperId: helper.id,
      startsAt: now,
      endsAt: now,
      checkedInAt: now,
    });
    const body = { startsAt: now.toISOString(), endsAt: new Date(now.getTime() + 60_000).toISOString() };
    await api.as(helper)('post', '/my-calendar/leave').set('idempotency-key', aKey()).send(body).expect(201);
    await api.database.models.visit.deleteMany({});
  });

  test('the same leave from another screen is the one that is there', async () => {
    const date = dayAhead(10);
    const first = await leave(date).expect(201);
    const again = await leave(date).expect(201);
    expect(again.body.leave).toEqual(first.body.leave);
    expect(await api.database.models.leave.count()).toBe(1);
  });

  test('leave in the past, backwards or for years is refused', async () => {
    const day = 86_400_000;
    const from = (a: number, b: number) => ({
      startsAt: new Date(Date.now() + a * day).toISOString(),
      endsAt: new Date(Date.now() + b * day).toISOString(),
    });
    for (const wrong of [from(-3, -2), from(3, 3), from(5, 4), from(1, 400)]) {
      const call = api.as(helper)('post', '/my-calendar/leave').set('idempotency-key', aKey());
      expect((await call.send(wrong)).body.code).toBe('LeaveInvalid');
    }
    expect(await api.database.models.leave.count()).toBe(0);
  });

  test('working times: several a day, joined where they touch; what falls out is told first', async () => {
    const date = dayAhead(10);
    const orderId = await planned({ date, hour: 10 });
    const times = EVERY_DAY.flatMap((weekday) => [
      { weekday, startMinute: 8 * 60, endMinute: 12 * 60 },
      { weekday, startMinute: 14 * 60, endMinute: 18 * 60 },
    ]);
    const set = (body: object) => api.as(helper)('put', '/my-calendar/working-times').send(body);
    const { body } = await set({ times, worksHolidays: true }).expect(409);
    expect(body.conflicts).toMatchObject([{ orderId }]);
    expect(await api.database.models.workingTime.count({ where: { helperId: helper.id } })).toBe(7);

    const joined = [...times, ...EVERY_DAY.map((weekday) => ({ weekday, startMinute: 720, endMinute: 840 }))];
    await set({ times: joined, worksHolidays: false }).expect(200);
    const rows = await api.database.models.workingTime.findMany({ where: { helperId: helper.id } });
    expect(rows).toHaveLength(7);
    expect(rows.every((r) => r.startMinute === 480 && r.endMinute === 1080)).toBe(true);
    expect(await api.database.models.helper.findUnique({ where: { id: helper.id } })).toMatchObject({
      worksHolidays: false,
    });

    const noSuchDay = times.filter(({ weekday }) => weekday !== weekdayOf(date));
    expect(
      (await set({ times: noSuchDay, worksHolidays: true, confirm: true }).expect(200)).body.told,
    ).toEqual([orderId]);
    // It was listed once: a further change does not ask about it again.
    await set({ times: [], worksHolidays: true }).expect(200);
    for (const wrong of [
      [{ weekday: 8, startMinute: 0, endMinute: 60 }],
      [{ weekday: 1, startMinute: 60, endMinute: 60 }],
      [
        { weekday: 1, startMinute: 0, endMinute: 90 },
        { weekday: 1, startMinute: 60, endMinute: 120 },
      ],
    ])
      await set({ times: wrong, worksHolidays: true }).expect(400);
  });

  test('areas: reach and districts count for the next search; a booked visit outside is told first', async () => {
    const orderId = await planned({ date: dayAhead(10) });
    const set = (body: object) => api.as(helper)('put', '/my-calendar/areas').send(body);
    expect(
      (await set({ reachMetres: 40_000, districts: ['370305'] }).expect(409)).body.conflicts,
    ).toMatchObject([{ orderId }]);
    await set({ reachMetres: 40_000, districts: ['370303'] }).expect(200);
    await set({ reachMetres: 40_000, districts: ['999999'] }).expect(400);
    const open = await anOrder(api, customer);
    const offered = async () =>
      (await api.as(ops)('get', `/ops/orders/${open}/helpers`).expect(200)).body.helpers.some(
        (one: { helper: { id: string } }) => one.helper.id === helper.id,
      );
    expect(await offered()).toBe(true);
    await set({ reachMetres: 40_000, districts: ['370305'], confirm: true }).expect(200);
    expect(await offered()).toBe(false);
    await set({ reachMetres: 40_000, districts: [] }).expect(200);
    expect(await offered()).toBe(true);
  });

  test('auto-accept hours: on, in which hours; shown in the calendar and the profile', async () => {
    const times = [{ weekday: 1, startMinute: 480, endMinute: 720 }];
    await api.as(helper)('put', '/my-calendar/auto-accept').send({ on: true, times }).expect(200);
    expect((await api.as(helper)('get', '/my-calendar').expect(200)).body.autoAccept).toEqual({
      on: true,
      times,
    });
    expect((await api.as(helper)('get', '/my-profile').expect(200)).body.autoAccept).toBe(true);
    await api.as(helper)('put', '/my-calendar/auto-accept').send({ on: false, times: [] }).expect(200);
    expect((await api.as(helper)('get', '/my-calendar').expect(200)).body.autoAccept).toEqual({
      on: false,
      times: [],
    });
  });

  test('the helper’s lock: leave waits for a booking under way and then sees it', async () => {
    const date = dayAhead(10);
    let release = () => {};
    const held = new Promise<void>((done) => {
      release = done;
    });
    let locked = () => {};
    const isLocked = new Promise<void>((done) => {
      locked = done;
    });
    const orderId = await planned({ date, stage: 'scheduled' });
    await api.database.models.booking.deleteMany({ where: { orderId } });
    const booking = api.database.transaction(async (tx) => {
      const { lockHelpers } = await import('#activities/calendars/booking.ts');
      await lockHelpers(tx, [helper.id]);
      locked();
      await held;
      const models = await tx.models();
      await aBooking(
        { models },
        { orderId, helperId: helper.id, startsAt: at(date, 10), endsAt: at(date, 13) },
      );
    });
    await isLocked;
    let answered = false;
    const asked = leave(date).then((response) => {
      answered = true;
      return response;
    });
    await new Promise((done) => setTimeout(done, 300));
    expect(answered).toBe(false);
    release();
    await booking;
    expect((await asked).body).toMatchObject({ code: 'CalendarConflict', conflicts: [{ orderId }] });
  });

  test('a storm of leave and working times of one helper: no deadlock, no fault', async () => {
    const calls = Array.from({ length: 30 }, (_, n) =>
      n % 3 === 0
        ? api.as(helper)('put', '/my-calendar/working-times').send({ times: wholeWeek, worksHolidays: true })
        : leave(dayAhead(20 + n)),
    );
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses.filter((status) => status !== 200 && status !== 201)).toEqual([]);
    expect(await api.database.models.leave.count()).toBe(20);
  });
});
