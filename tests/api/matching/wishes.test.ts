import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoId } from '#prisma/seed/demo-people.ts';
import { type Api, aKey, anApi, anOrder, type Person, PHONES } from '#tests/support/an-api.ts';
import { aLeave } from '#tests/support/calendars/rows.ts';
import { aCandidate } from '#tests/support/matching/rows.ts';
import { aVisit } from '#tests/support/visits/rows.ts';

const DAY = 86_400_000;

describe('wishes, other times and what a helper meets', () => {
  let api: Api;
  let customer: Person;
  let helper: Person;
  let ops: Person;
  beforeAll(async () => {
    api = await anApi();
    [customer, helper, ops] = [
      await api.signIn(PHONES.customer),
      await api.signIn(PHONES.helper),
      await api.signIn(PHONES.ops),
    ];
  });
  afterAll(() => api.close());

  /** Ten o'clock in the city, some days ahead. */
  const tenOClock = (days: number): Date =>
    new Date(Math.floor((Date.now() + 8 * 3_600_000) / DAY) * DAY + days * DAY + 2 * 3_600_000);
  const localDay = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

  async function anOpenSelection(days: number): Promise<{ orderId: string; startsAt: Date }> {
    const orderId = await anOrder(api, customer);
    const startsAt = tenOClock(days);
    const endsAt = new Date(startsAt.getTime() + 3 * 3_600_000);
    await api.database.models.order.update({
      where: { id: orderId },
      data: { stage: 'selection', minutes: 180, windowStart: startsAt, windowEnd: endsAt },
    });
    await aCandidate(api.database, { orderId, helperId: helper.id, startsAt, endsAt });
    return { orderId, startsAt };
  }

  test('setTraits: the helper says it, the profile shows it, twice the same code is once', async () => {
    const traits = { dialects: ['zibo'], brands: ['liby', 'liby'], habits: ['smoking'] };
    await api.as(helper)('put', '/my-profile/traits').send(traits).expect(200);
    const { body } = await api.as(helper)('get', '/my-profile').expect(200);
    expect(body.traits).toEqual({ dialects: ['zibo'], brands: ['liby'], habits: ['smoking'] });
    await api
      .as(helper)('put', '/my-profile/traits')
      .send({ ...traits, illnesses: ['stroke'] })
      .expect(400);
    await api
      .as(helper)('put', '/my-profile/traits')
      .send({ ...traits, brands: ['nobrand'] })
      .expect(400);
  });

  test('setHelperTraits: ops enter illnesses; what is taken off the list is gone, other skills stay', async () => {
    const path = `/ops/helpers/${helper.id}/traits`;
    const skills = async (): Promise<string[]> =>
      (await api.database.models.helperSkill.findMany({ where: { helperId: helper.id } })).map(
        (s) => s.skill,
      );
    const before = (await skills()).filter((s) => !s.startsWith('illness:')).sort();
    const traits = { dialects: [], brands: [], habits: [] };
    await api
      .as(ops)('put', path)
      .send({ ...traits, illnesses: ['stroke', 'fracture'] })
      .expect(200);
    await api
      .as(ops)('put', path)
      .send({ ...traits, illnesses: ['stroke'] })
      .expect(200);
    expect((await skills()).sort()).toEqual([...before, 'illness:stroke'].sort());
  });

  test('otherTimes: when the helper is free that day; a leave takes it away; nobody who was not on the list', async () => {
    const { orderId, startsAt } = await anOpenSelection(5);
    const path = (who: string, day: Date) =>
      `/orders/${orderId}/helpers/${who}/free-starts?day=${localDay(day)}`;
    const other = tenOClock(6);
    const free = await api.as(customer)('get', path(helper.id, other)).expect(200);
    expect(free.body.starts.map((s: { startsAt: string }) => s.startsAt)).toContain(other.toISOString());
    const leave = await aLeave(api.database, {
      id: demoId('leave/wishes'),
      helperId: helper.id,
      startsAt: new Date(other.getTime() - DAY / 2),
      endsAt: new Date(other.getTime() + DAY),
    });
    const away = await api.as(customer)('get', path(helper.id, other)).expect(200);
    expect(away.body.starts).toEqual([]);
    await api.database.models.leave.delete({ where: { id: leave.id } });
    const stranger = await api.as(customer)('get', path(customer.id, startsAt)).expect(409);
    expect(stranger.body.code).toBe('NotOnShortlist');
  });

  test('rematch at another time: the window goes to the order; a time that is not free is refused before the order is asked', async () => {
    const { orderId } = await anOpenSelection(7);
    const at = tenOClock(8);
    const ask = (startsAt: Date, more: object = { namedHelperId: helper.id }) =>
      api
        .as(customer)('post', `/orders/${orderId}/rematch`)
        .set('idempotency-key', aKey())
        .send({ reasons: ['time'], startsAt: startsAt.toISOString(), ...more });
    const told = api.temporal.told.length;
    const taken = await ask(new Date(at.getTime() + 60_000)).expect(409);
    expect(taken.body.code).toBe('HelperTaken');
    await ask(at, {}).expect(400);
    expect(api.temporal.told).toHaveLength(told);
    await ask(at).expect(200);
    expect(api.temporal.told.at(-1)!.message).toMatchObject({
      reasons: ['time'],
      named: helper.id,
      windowStart: at.toISOString(),
      windowEnd: new Date(at.getTime() + 3 * 3_600_000).toISOString(),
    });
  });

  test('an open shortlist: leave, a removal and an ended certificate show on the card at once', async () => {
    const { orderId } = await anOpenSelection(9);
    const gone = async (): Promise<boolean> => {
      const { body } = await api.as(customer)('get', `/orders/${orderId}`).expect(200);
      return body.shortlist[0].gone === true;
    };
    expect(await gone()).toBe(false);
    const id = helper.id;
    await api.database.models.helper.update({ where: { id }, data: { recommended: false } });
    expect(await gone()).toBe(true);
    await api.database.models.helper.update({ where: { id }, data: { recommended: true } });
    const cleaning = { where: { helperId_skill: { helperId: id, skill: 'cleaning' } } };
    await api.database.models.helperSkill.update({ ...cleaning, data: { certificateUntil: new Date() } });
    expect(await gone()).toBe(true);
    await api.database.models.helperSkill.update({ ...cleaning, data: { certificateUntil: null } });
    expect(await gone()).toBe(false);
    const body = { startsAt: tenOClock(8).toISOString(), endsAt: tenOClock(10).toISOString() };
    await api.as(helper)('post', '/my-calendar/leave').set('idempotency-key', aKey()).send(body).expect(201);
    expect(await gone()).toBe(true);
  });

  test('readInbox with an order: its notices are read, the others stay', async () => {
    const [one, two] = [await anOrder(api, customer), await anOrder(api, customer)];
    await api.as(customer)('post', '/inbox/read').send({ orderId: one }).expect(200);
    const { body } = await api.as(customer)('get', '/inbox').expect(200);
    const read = (orderId: string): boolean[] =>
      body.notices
        .filter((n: { orderId: string }) => n.orderId === orderId)
        .map((n: { read: boolean }) => n.read);
    expect(read(one).length).toBeGreaterThan(0);
    expect(read(one)).not.toContain(false);
    expect(read(two)).not.toContain(true);
  });

  test('myDay: the share of the agreed sum, as the agreement splits it', async () => {
    const orderId = await anOrder(api, customer);
    const startsAt = tenOClock(3);
    await api.database.models.order.update({
      where: { id: orderId },
      data: { stage: 'scheduled', helperId: helper.id, totalFen: 12_345, startsAt, endsAt: tenOClock(4) },
    });
    await aVisit(api.database, { orderId, helperId: helper.id, startsAt, endsAt: tenOClock(4) });
    const { body } = await api.as(helper)('get', '/my-day').expect(200);
    const mine = body.visits.find((v: { id: string }) => v.id === orderId);
    const { policy } = await api.database.models.order.findUniqueOrThrow({ where: { id: orderId } });
    const percent = (policy as { platformPercent: number }).platformPercent;
    expect(mine.helperFen).toBe(12_345 - Math.round((12_345 * percent) / 100));
  });
});
