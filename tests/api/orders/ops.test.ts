import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { anAgreement } from '#tests/support/agreements/rows.ts';
import { type Api, aKey, anApi, anOrder, type Person, PHONES } from '#tests/support/an-api.ts';
import { aCandidate } from '#tests/support/matching/rows.ts';
import { anAddress } from '#tests/support/people/rows.ts';
import { each } from '#tests/support/rows.ts';

describe('what ops and helpers read', () => {
  let api: Api;
  let ops: Person;
  let customer: Person;
  let helper: Person;
  let agent: Person;
  beforeAll(async () => {
    api = await anApi();
    ops = await api.signIn(PHONES.ops);
    customer = await api.signIn(PHONES.customer);
    helper = await api.signIn(PHONES.helper);
    agent = await api.signIn(PHONES.agent);
  });
  afterAll(() => api.close());
  const read = async (who: Person, path: string) => (await api.as(who)('get', path).expect(200)).body;

  test('the board: counts open orders, who needs a hand first, filters by stage, lateness and number', async () => {
    const [late, stuck, closed] = [
      await anOrder(api, customer),
      await anOrder(api, customer),
      await anOrder(api, customer),
    ];
    const set = (id: string, data: object) => api.database.models.order.update({ where: { id }, data });
    await set(late, { stage: 'selection', deadline: new Date(Date.now() - 60_000) });
    await set(stuck, {
      stage: 'matching',
      needsOps: true,
      needsOpsReason: 'noMatch',
      deadline: new Date(Date.now() + 60_000),
    });
    await set(closed, { stage: 'closed', ending: 'cancelled', closedAt: new Date() });
    const board = await read(ops, '/ops/orders');
    expect(board).toMatchObject({ counts: { selection: 1, matching: 1 }, needsOps: 1, overdue: 1 });
    expect(board.orders.map(({ id }: { id: string }) => id)).toEqual([stuck, late]);
    const ids = async (query: string) =>
      (await read(ops, `/ops/orders?${query}`)).orders.map(({ id }: { id: string }) => id);
    expect(await ids('needsOps=true')).toEqual([stuck]);
    expect(await ids('overdue=true')).toEqual([late]);
    expect(await ids('stage=closed')).toEqual([closed]);
    expect(await ids(`q=${closed.toLowerCase()}`)).toEqual([closed]);
    for (const length of [2, 4, 9, 10, 12])
      expect(await ids(`q=${closed.slice(0, length)}&stage=closed`)).toEqual([closed]);
    expect(await ids('q=%25')).toEqual([]);
  });

  test('the dispatch list: helpers who fit and are free, best first, priced', async () => {
    const orderId = await anOrder(api, customer);
    const { helpers } = await read(ops, `/ops/orders/${orderId}/helpers`);
    expect(helpers.length).toBeGreaterThan(3);
    expect(helpers.map(({ rank }: { rank: number }) => rank)).toEqual(
      helpers.map((_: unknown, place: number) => place + 1),
    );
    for (const one of helpers) {
      expect(one.quote.totalFen).toBe(
        one.quote.lines.reduce((sum: number, { fen }: { fen: number }) => sum + fen, 0),
      );
      expect(one.helper.skills.length).toBeGreaterThan(0);
    }
    expect(JSON.stringify(helpers)).not.toMatch(/1390000/);
  });

  test('finding a customer by phone: with addresses; helpers and strangers are not found', async () => {
    const { customers } = await read(ops, `/ops/customers?phone=${PHONES.customer}`);
    expect(customers).toMatchObject([{ id: customer.id, name: '张敏', maskedPhone: '139****0001' }]);
    expect(customers[0].addresses.length).toBeGreaterThan(0);
    expect((await read(ops, `/ops/customers?phone=%2B86${PHONES.customer}`)).customers).toHaveLength(1);
    expect((await read(ops, `/ops/customers?phone=${PHONES.helper}`)).customers).toEqual([]);
    expect((await read(ops, '/ops/customers?phone=13800009999')).customers).toEqual([]);
    const { id: _, ...address } = await api.database.models.address.findFirstOrThrow({
      where: { personId: customer.id },
    });
    const many = Array.from({ length: 60 }, () => ({ ...address, id: randomUUID() }));
    await each(anAddress, api.database, many);
    const again = await read(ops, `/ops/customers?phone=${PHONES.customer}`);
    expect(again.customers[0].addresses).toHaveLength(50);
    await api.database.models.address.deleteMany({ where: { id: { in: many.map(({ id }) => id) } } });
  });

  test('offers: of the present round only, with the helper’s own share; gone once someone else is chosen', async () => {
    const [asked, over, chosen] = [
      await anOrder(api, customer),
      await anOrder(api, customer),
      await anOrder(api, customer),
    ];
    const set = (id: string, data: object) => api.database.models.order.update({ where: { id }, data });
    await each(aCandidate, api.database, [
      { orderId: asked, helperId: helper.id, round: 2 },
      { orderId: over, helperId: helper.id, round: 1 },
      { orderId: chosen, helperId: helper.id, round: 1, status: 'chosen' },
    ]);
    await set(asked, { stage: 'selection', round: 2 });
    await set(over, { stage: 'selection', round: 2 });
    await set(chosen, { stage: 'agreement', round: 1, helperId: helper.id });
    const { offers } = await read(helper, '/offers');
    expect(
      offers.map(({ orderId, status }: { orderId: string; status: string }) => [orderId, status]).sort(),
    ).toEqual(
      [
        [asked, 'offered'],
        [chosen, 'chosen'],
      ].sort(),
    );
    expect(offers[0]).toMatchObject({ totalFen: 12_000, helperFen: 9_600 });
    const view = await read(helper, `/orders/${asked}`);
    expect(view.allowed).toEqual(['answerOffer']);
  });

  test('F26: a helper knows what the work is before accepting, and the notes without digits before signing', async () => {
    const [asked, chosen] = [await anOrder(api, customer), await anOrder(api, customer)];
    const set = (id: string, data: object) => api.database.models.order.update({ where: { id }, data });
    const stated = {
      area: 90,
      careNotes: '左侧偏瘫，药在三楼',
      remarks: '门锁 4711#，电话１３９、一三九幺幺',
      wishes: { illness: 'stroke', careHabits: ['earlyRiser'], brands: '用我家的，电话 139' },
    };
    for (const orderId of [asked, chosen])
      await api.database.models.inquiry.update({ where: { orderId }, data: stated });
    await each(aCandidate, api.database, [
      { orderId: asked, helperId: helper.id, round: 1 },
      { orderId: chosen, helperId: helper.id, round: 1, status: 'chosen' },
    ]);
    await set(asked, { stage: 'selection', round: 1 });
    await set(chosen, { stage: 'agreement', round: 1, helperId: helper.id });
    const { offers } = await read(helper, '/offers');
    const needOf = (id: string) => offers.find((o: { orderId: string }) => o.orderId === id);
    const coded = { area: 90, wishes: { illness: 'stroke', careHabits: ['earlyRiser'] } };
    expect(needOf(asked).need).toEqual({ ...coded, careNotes: null, remarks: null });
    expect(needOf(asked).metres % 500).toBe(0);
    const masked = { careNotes: '左侧偏瘫，药在三楼', remarks: '门锁 ****#，电话***、*****' };
    expect(needOf(chosen).need).toEqual({ ...coded, ...masked });
    expect((await read(helper, `/orders/${asked}`)).need).toMatchObject({
      ...coded,
      ...{ careNotes: null, remarks: null },
    });
    expect((await read(helper, `/orders/${chosen}`)).need).toMatchObject({ ...coded, ...masked });
    expect((await read(customer, `/orders/${asked}`)).need.remarks).toBe(stated.remarks);
  });

  test('auto-accept: kept in the profile', async () => {
    await api.as(helper)('put', '/my-profile/auto-accept').send({ autoAccept: true }).expect(200);
    expect(await read(helper, '/my-profile')).toMatchObject({
      autoAccept: true,
      displayName: expect.any(String),
    });
  });

  test('the price of cancelling: nothing before both have signed, then by the policy’s ladder', async () => {
    const orderId = await anOrder(api, customer);
    expect(await read(customer, `/orders/${orderId}/cancellation`)).toEqual({ feeFen: 0, customerFeeFen: 0 });
    await anAgreement(api.database, { orderId, helperId: helper.id });
    const startsAt = new Date(Date.now() + 3_600_000);
    await api.database.models.order.update({
      where: { id: orderId },
      data: { stage: 'scheduled', totalFen: 10_000, startsAt, helperId: helper.id },
    });
    expect(await read(customer, `/orders/${orderId}/cancellation`)).toEqual({
      feeFen: 5_000,
      customerFeeFen: 5_000,
    });
    expect(await read(agent, `/orders/${orderId}/cancellation`)).toMatchObject({ feeFen: 5_000 });
    expect(await read(ops, `/orders/${orderId}/cancellation`)).toEqual({ feeFen: 0, customerFeeFen: 5_000 });
  });

  test('my orders: open ones first', async () => {
    const { orders } = await read(customer, '/orders?limit=100');
    const stages = orders.map(({ stage }: { stage: string }) => stage === 'closed');
    expect(stages).toEqual([...stages].sort());
    expect(
      (await read(customer, '/orders?open=true')).orders.every(
        ({ stage }: { stage: string }) => stage !== 'closed',
      ),
    ).toBe(true);
    await api
      .as(customer)('post', `/orders/${orders[0].id}/deadline`)
      .set('idempotency-key', aKey())
      .send({ minutes: 5, reason: 'x' })
      .expect(403);
  });
});
