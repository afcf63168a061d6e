import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readOrder } from '#activities/order-rows/order-row.ts';
import { createTurns } from '#api/messages/slots/queue-by-helper.ts';
import { orderIdOf } from '#contracts/names.ts';
import { type Api, aKey, anApi, anOrder, type Person, PHONES } from '#tests/support/an-api.ts';
import { aBooking, aLeave, worksAlways } from '#tests/support/calendars/rows.ts';
import { aCandidate } from '#tests/support/matching/rows.ts';
import { each } from '#tests/support/rows.ts';
import { waitUntil } from '#tests/support/wait-until.ts';

const HOUR = 3_600_000;

describe('bookings that come too late are answered before their workflow is asked', () => {
  let api: Api;
  let customer: Person;
  let ops: Person;
  let helpers: string[];
  let reply: Api['temporal']['reply'];
  beforeAll(async () => {
    api = await anApi();
    reply = api.temporal.reply;
    customer = await api.signIn(PHONES.customer);
    ops = await api.signIn(PHONES.ops);
  });
  beforeEach(async () => {
    // Only calendars that the test writes.
    helpers = await threeHelpers();
    api.temporal.told.length = 0;
  });
  afterEach(() => {
    api.temporal.reply = reply;
    api.temporal.down = false;
  });
  afterAll(() => api.close());

  /** Skilled, free at all hours of every day. */
  async function threeHelpers(): Promise<string[]> {
    const rows = await api.database.models.helper.findMany({
      where: { skills: { some: { skill: 'cleaning' } } },
      orderBy: { id: 'asc' },
      take: 3,
    });
    const ids = rows.map(({ id }) => id);
    await api.database.models.booking.deleteMany({ where: { helperId: { in: ids } } });
    await api.database.models.leave.deleteMany({ where: { helperId: { in: ids } } });
    for (const id of ids) await worksAlways(api.database, id);
    await api.database.models.helper.updateMany({ where: { id: { in: ids } }, data: { weeklyHours: 168 } });
    return ids;
  }

  /** Tomorrow at ten in the city. */
  const ten = () => Date.parse(`${new Date(Date.now() + 24 * HOUR).toISOString().slice(0, 10)}T02:00:00Z`);

  async function shortlisted(ids = helpers, startsAt = ten()): Promise<string> {
    const orderId = await anOrder(api, customer);
    const minutes = 180;
    await api.database.models.order.update({
      where: { id: orderId },
      data: { stage: 'selection', round: 1, minutes },
    });
    await each(
      aCandidate,
      api.database,
      ids.map((helperId, rank) => ({
        ...{ orderId, round: 1, helperId, rank, score: 1, reasons: [], hold: 'soft', status: 'offered' },
        quote: { lines: [], totalFen: 1, unitFen: 1, quantity: 1 },
        startsAt: new Date(startsAt),
        endsAt: new Date(startsAt + 3 * HOUR),
      })),
    );
    return orderId;
  }

  async function book(
    orderId: string,
    helperId: string,
    more: object = {},
    startsAt = ten(),
  ): Promise<string> {
    const { latitude, longitude } = await api.database.models.inquiry.findUniqueOrThrow({
      where: { orderId },
    });
    const { id } = await aBooking(api.database, {
      ...{ orderId, helperId, latitude, longitude },
      startsAt: new Date(startsAt),
      endsAt: new Date(startsAt + 3 * HOUR),
      ...more,
    });
    return id;
  }

  const send = (who: Person, path: string, body: object, key = aKey()) =>
    api.as(who)('post', path).set('idempotency-key', key).send(body);
  const choose = (orderId: string, helperId: string, key = aKey()) =>
    send(customer, `/orders/${orderId}/choice`, { helperId }, key);

  test('the time belongs to another order → 409 with who is left, and no workflow is asked', async () => {
    const orderId = await shortlisted();
    await book(await anOrder(api, customer), helpers[0]!);
    const { body } = await choose(orderId, helpers[0]!).expect(409);
    expect(body).toMatchObject({ code: 'HelperTaken', alternatives: [helpers[1], helpers[2]] });
    expect(api.temporal.told).toEqual([]);
  });

  test.each([
    [
      'touching it',
      { startsAt: new Date(ten() + 3 * HOUR + 600_000), endsAt: new Date(ten() + 5 * HOUR) },
      409,
    ],
    [
      'an hour of way apart',
      { startsAt: new Date(ten() + 6 * HOUR), endsAt: new Date(ten() + 7 * HOUR) },
      200,
    ],
    ['a hold that is over', { status: 'held', heldUntil: new Date(Date.now() - 1_000) }, 200],
    ['a living hold', { status: 'held', heldUntil: new Date(Date.now() + 60_000) }, 409],
    ['a released slot', { status: 'released' }, 200],
  ])('another order has %s → %p decides', async (_, more, status) => {
    const orderId = await shortlisted();
    await book(await anOrder(api, customer), helpers[0]!, more);
    await choose(orderId, helpers[0]!).expect(status);
    expect(api.temporal.told).toHaveLength(status === 200 ? 1 : 0);
  });

  test('who cannot be chosen either is no alternative', async () => {
    const orderId = await shortlisted();
    const other = await anOrder(api, customer);
    await book(other, helpers[0]!);
    await aLeave(api.database, {
      helperId: helpers[1]!,
      startsAt: new Date(ten()),
      endsAt: new Date(ten() + HOUR),
    });
    expect((await choose(orderId, helpers[0]!).expect(409)).body.alternatives).toEqual([helpers[2]]);
    await api.database.models.helper.update({ where: { id: helpers[2]! }, data: { recommended: false } });
    // Nobody is left: now the order itself must know, so that it starts another search.
    await choose(orderId, helpers[0]!).expect(200);
    await api.database.models.helper.update({ where: { id: helpers[2]! }, data: { recommended: true } });
    expect(api.temporal.told.map(({ action }) => action)).toEqual(['chooseHelper']);
  });

  test('the own hold, another stage, somebody off the shortlist: the workflow answers', async () => {
    const held = await shortlisted();
    await book(held, helpers[0]!, { status: 'held', heldUntil: new Date(Date.now() + 60_000) });
    await choose(held, helpers[0]!).expect(200);
    const further = await shortlisted();
    // The order above has booked the time, but the check is not allowed to say so.
    await api.database.models.order.update({ where: { id: further }, data: { stage: 'agreement' } });
    await choose(further, helpers[0]!).expect(200);
    const stranger = await shortlisted([helpers[1]!]);
    await choose(stranger, helpers[0]!).expect(200);
    expect(api.temporal.told).toHaveLength(3);
  });

  test('one key has one answer: also when the time is free again, or when it is taken only now', async () => {
    const orderId = await shortlisted();
    const bookingId = await book(await anOrder(api, customer), helpers[0]!);
    const key = aKey();
    const first = await choose(orderId, helpers[0]!, key).expect(409);
    await api.database.models.booking.update({ where: { id: bookingId }, data: { status: 'released' } });
    const again = await choose(orderId, helpers[0]!, key).expect(409);
    expect(again.body).toEqual({ ...first.body, instance: again.body.instance });
    expect((await choose(orderId, helpers[1]!, key).expect(422)).body.code).toBe('KeyReused');
    expect(api.temporal.told).toEqual([]);

    const later = aKey();
    const accepted = await choose(orderId, helpers[0]!, later).expect(200);
    await api.database.models.booking.update({ where: { id: bookingId }, data: { status: 'confirmed' } });
    expect((await choose(orderId, helpers[0]!, later).expect(200)).body).toEqual(accepted.body);
    expect((await choose(orderId, helpers[0]!).expect(409)).body.code).toBe('HelperTaken');
  });

  test('a key that was left to the workflow is never refused by a look of another process', async () => {
    const orderId = await shortlisted();
    const key = aKey();
    api.temporal.down = true;
    await choose(orderId, helpers[0]!, key).expect(503);
    await book(await anOrder(api, customer), helpers[0]!);
    api.temporal.down = false;
    await choose(orderId, helpers[0]!, key).expect(200);
  });

  test('ops dispatch somebody who has no time left in the window → 409; with time → the workflow', async () => {
    const orderId = await shortlisted([helpers[1]!, helpers[2]!]);
    const dispatch = () =>
      send(ops, `/orders/${orderId}/dispatch`, { helperId: helpers[0]!, reason: 'phoned' });
    await dispatch().expect(200);
    const { windowStart, windowEnd } = await api.database.models.order.findUniqueOrThrow({
      where: { id: orderId },
    });
    await book(await anOrder(api, customer), helpers[0]!, { startsAt: windowStart, endsAt: windowEnd });
    expect((await dispatch().expect(409)).body).toMatchObject({
      code: 'HelperTaken',
      alternatives: [helpers[1], helpers[2]],
    });
    expect(api.temporal.told).toHaveLength(1);
  });

  test('another time that is taken → 409 with other times; a free one → the workflow', async () => {
    const orderId = await anOrder(api, customer);
    const [startsAt, endsAt] = [new Date(ten() + 48 * HOUR), new Date(ten() + 51 * HOUR)];
    await api.database.models.order.update({
      where: { id: orderId },
      data: { stage: 'scheduled', helperId: helpers[0]!, startsAt, endsAt, minutes: 180 },
    });
    await book(orderId, helpers[0]!, {}, startsAt.getTime());
    const wanted = ten() + 72 * HOUR;
    await book(await anOrder(api, customer), helpers[0]!, {}, wanted);
    const propose = (at: number) =>
      send(customer, `/orders/${orderId}/reschedule`, { startsAt: new Date(at).toISOString() });
    const { body } = await propose(wanted + HOUR).expect(409);
    expect(body.code).toBe('HelperTaken');
    expect(body.alternatives).toHaveLength(3);
    expect(api.temporal.told).toEqual([]);
    await propose(Date.parse(body.alternatives[0])).expect(200);
    expect(api.temporal.told).toHaveLength(1);
  });

  test('40 at once for one helper → one workflow is asked, 39 hear who is left', async () => {
    const orders: string[] = [];
    while (orders.length < 40)
      orders.push(...(await Promise.all(Array.from({ length: 5 }, () => shortlisted()))));
    const winners: string[] = [];
    const original = api.temporal.update;
    api.temporal.update = async (input) => {
      const orderId = orderIdOf(input.workflowId);
      winners.push(orderId);
      await new Promise((done) => setTimeout(done, 100));
      await book(orderId, helpers[0]!);
      await api.database.models.order.update({ where: { id: orderId }, data: { stage: 'agreement' } });
      return original(input);
    };
    try {
      const answers = await Promise.all(orders.map((orderId) => choose(orderId, helpers[0]!)));
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const refused = answers.filter(({ status }) => status === 409);
      expect(refused).toHaveLength(39);
      for (const { body } of refused)
        expect(body).toMatchObject({ code: 'HelperTaken', alternatives: [helpers[1], helpers[2]] });
      expect(winners).toHaveLength(1);
    } finally {
      api.temporal.update = original;
    }
  });

  test('a slow order holds up nobody for long, and never those who want somebody else', async () => {
    const { database, logger } = api.deps;
    const queueByHelper = createTurns({ database, logger }, { holdMs: 300, waitMs: 600 });
    const order = async () => {
      const id = await shortlisted();
      return readOrder(await api.database.models.order.findUniqueOrThrow({ where: { id } }));
    };
    const wanted = async (helperId: string) => ({
      ...{ takes: 'offered' as const, order: await order(), helperId, startsAt: null },
      keyed: { personId: customer.id, route: 'x', key: aKey(), bodyHash: 'x', callId: aKey(), rowId: aKey() },
    });
    const all = await Promise.all([0, 0, 0, 1].map((n) => wanted(helpers[n]!)));
    let open: () => void = () => undefined;
    const stuck = new Promise<void>((done) => {
      open = done;
    });
    const from = Date.now();
    const began: number[] = [];
    const turns = all.map((one, n) =>
      queueByHelper(one, async () => {
        began[n] = Date.now() - from;
        if (n < 3) await stuck;
      }),
    );
    await turns[3];
    // A stuck order blocks nobody for ever, and calls for another helper not at all.
    await waitUntil('everybody is asked', () => began.filter((ms) => ms !== undefined).length === 4);
    expect(began[1]).toBeGreaterThanOrEqual(290);
    expect(began[3]).toBeLessThan(began[1]!);
    open();
    await Promise.all(turns);
  });

  test('whoever went on without his turn leaves it to the next', async () => {
    let firstLookEnds: (rows: []) => void = () => undefined;
    let looks = 0;
    const database = {
      query: () => {
        looks += 1;
        return looks > 1 ? Promise.resolve([]) : new Promise((done) => (firstLookEnds = done));
      },
      models: { idempotency: { findUnique: async () => null } },
    } as unknown as Api['database'];
    const queueByHelper = createTurns(
      { database, logger: api.deps.logger },
      { holdMs: 60_000, waitMs: 1_000 },
    );
    const order = readOrder(
      await api.database.models.order.findUniqueOrThrow({ where: { id: await shortlisted() } }),
    );
    const wanted = () => ({
      ...{ takes: 'offered' as const, order, helperId: helpers[0]!, startsAt: null },
      keyed: { personId: customer.id, route: 'x', key: aKey(), bodyHash: 'x', callId: aKey(), rowId: aKey() },
    });
    let end: (() => void) | undefined;
    const impatient = queueByHelper(wanted(), () => new Promise<void>((done) => (end = done)));
    // Only the first check is slow: it ends after the caller has gone.
    await waitUntil('the impatient one goes on without a look', () => end);
    firstLookEnds([]);
    const from = Date.now();
    await queueByHelper(wanted(), async () => undefined);
    // Otherwise the next one would have waited for the maximum time.
    expect(Date.now() - from).toBeLessThan(900);
    end!();
    await impatient;
  });
});
