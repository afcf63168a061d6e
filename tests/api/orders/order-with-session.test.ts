import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readOrder } from '#activities/order-rows/order-row.ts';
import { visibleTo } from '#api/access/find-order.ts';
import type { Reader } from '#api/http/reader.ts';
import { knownSession } from '#api/people/login/known-session.ts';
import { deriveKey } from '#platform/proof.ts';
import { anAgreement } from '#tests/support/agreements/rows.ts';
import { type Api, anApi, anOrder, type Person, PHONES, SECRET } from '#tests/support/an-api.ts';
import { aCandidate } from '#tests/support/matching/rows.ts';

describe('the order that is read with the session', () => {
  let api: Api;
  const people: Record<string, Person> = {};
  const orders: Record<string, string> = {};
  beforeAll(async () => {
    api = await anApi();
    for (const [name, phone] of Object.entries(PHONES)) people[name] = await api.signIn(phone);
    const { customer, otherCustomer, helper } = people as Record<string, Person>;
    for (const name of ['plain', 'booked', 'offered', 'agreed']) orders[name] = await anOrder(api, customer!);
    orders.ofOther = await anOrder(api, otherCustomer!);
    orders.missing = 'JZ260101-AAAAAAAA';
    const { database } = api;
    await database.models.order.update({
      where: { id: orders.booked! },
      data: {
        ...{
          helperId: helper!.id,
          stage: 'closed',
          ending: 'completed',
          deadline: new Date(),
          needsOps: true,
        },
        ...{ needsOpsReason: 'parked', startsAt: new Date(), endsAt: new Date(), totalFen: 12_000 },
        ...{ settlement: 'paid', clockShiftMs: 86_400_000n, closedAt: new Date(), workflowStarted: true },
      },
    });
    await aCandidate(database, { orderId: orders.offered!, helperId: helper!.id });
    await anAgreement(database, { orderId: orders.agreed!, helperId: helper!.id, status: 'void' });
  });
  afterAll(() => api.close());

  const secrets = [deriveKey(SECRET, 'session').toString('base64url')];
  const readerOf = async (who: Person, orderId?: string) => {
    const req = { headers: { authorization: `Bearer ${who.token}` } } as never;
    return knownSession({ database: api.database, secrets, cookieName: 'anjia', req, orderId });
  };

  test('everybody, every order: the very row that Prisma reads under its own rule, or none', async () => {
    const seen: Record<string, string[]> = {};
    for (const [name, who] of Object.entries(people)) {
      seen[name] = [];
      const alone = (await readerOf(who)) as Reader;
      for (const [kind, id] of Object.entries(orders)) {
        const { asked, ...reader } = (await readerOf(who, id)) as Reader;
        expect(reader).toStrictEqual(alone);
        const row = await api.database.models.order.findFirst({ where: { AND: [{ id }, visibleTo(alone)] } });
        expect(asked).toStrictEqual({ orderId: id, row: row && readOrder(row) });
        if (row) seen[name].push(kind);
      }
    }
    const all = ['plain', 'booked', 'offered', 'agreed', 'ofOther'];
    expect(seen).toEqual({
      customer: all.slice(0, 4),
      otherCustomer: ['ofOther'],
      helper: ['booked', 'offered', 'agreed'],
      otherHelper: [],
      ops: all,
      agent: all,
    });
  });

  test('staff of another city: none, read with the session or by Prisma', async () => {
    const { ops, agent } = people as Record<string, Person>;
    for (const who of [ops!, agent!]) {
      await api.database.models.person.update({ where: { id: who.id }, data: { city: 'jinan' } });
      const reader = (await readerOf(who, orders.plain)) as Reader;
      expect(reader).toMatchObject({ city: 'jinan', asked: { row: null } });
      const where = { AND: [{ id: orders.plain! }, visibleTo(reader)] };
      expect(await api.database.models.order.findFirst({ where })).toBeNull();
      await api.as(who)('get', `/orders/${orders.plain}`).expect(404);
      await api.database.models.person.update({ where: { id: who.id }, data: { city: 'zibo' } });
    }
  });

  test('nobody is told anything of an order: no session, a deactivated person', async () => {
    const id = orders.plain!;
    const path = `/orders/${id}`;
    await api.as(null)('get', path).expect(401);
    expect(await readerOf({ id: '', token: `x${people.customer!.token}` }, id)).toBeNull();
    const deactivated = await api.signIn(PHONES.otherHelper);
    await api.database.models.person.update({ where: { id: deactivated.id }, data: { active: false } });
    expect(await readerOf(deactivated, id)).toBeNull();
    await api.as(deactivated)('get', path).expect(401);
    await api.database.models.person.update({ where: { id: deactivated.id }, data: { active: true } });
    await api.as(deactivated)('get', path).expect(404);
    await api.as(people.customer!)('get', path).expect(200);
    await api.as(people.customer!)('get', '/orders/nonsense').expect(404);
  });

  test('a session that better-auth looks up reads the order by itself', async () => {
    const { customer, otherCustomer } = people as Record<string, Person>;
    for (const who of [customer!, otherCustomer!]) {
      const status = who === customer ? 200 : 404;
      const expiresAt = new Date(Date.now() + 28 * 86_400_000);
      await api.database.models.session.updateMany({ where: { userId: who.id }, data: { expiresAt } });
      expect(await readerOf(who, orders.plain)).toBeNull();
      await api.as(who)('get', `/orders/${orders.plain}`).expect(status);
    }
  });
});
