import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from '#platform/sql.ts';
import { type Api, anApi, anOrder, type Person, PHONES } from '#tests/support/an-api.ts';
import { aCandidate } from '#tests/support/matching/rows.ts';
import { anEvent } from '#tests/support/orders/rows.ts';
import { aHelper } from '#tests/support/people/rows.ts';

describe('names of helpers', () => {
  let api: Api;
  let customer: Person;
  let helper: Person;
  let ops: Person;
  beforeAll(async () => {
    api = await anApi();
    customer = await api.signIn(PHONES.customer);
    helper = await api.signIn(PHONES.helper);
    ops = await api.signIn(PHONES.ops);
  });
  afterAll(() => api.close());

  test('F33: helpers of a city with one name are told apart, for ever', async () => {
    const { database } = api;
    const shown = async (id: string) =>
      (await database.models.helper.findUniqueOrThrow({ where: { id } })).displayName;
    const [first, second, elsewhere] = [
      await aHelper(database, { displayName: '骆阿姨' }),
      await aHelper(database, { displayName: '骆阿姨' }),
      await aHelper(database, { displayName: '骆阿姨', city: 'jinan' }),
    ];
    expect([first.displayName, second.displayName, elsewhere.displayName]).toEqual([
      ...['骆阿姨', '骆阿姨·2', '骆阿姨'],
    ]);
    // The same name again changes nothing, and a number is not given twice.
    await database.models.helper.update({ where: { id: second.id }, data: { displayName: '骆阿姨' } });
    expect(await shown(second.id)).toBe('骆阿姨·2');
    await database.models.helper.update({ where: { id: second.id }, data: { displayName: '骆嫂' } });
    expect(await shown(second.id)).toBe('骆嫂');
    expect((await aHelper(database, { displayName: '骆阿姨' })).displayName).toBe('骆阿姨·3');
    await expect(
      database.execute(sql`UPDATE helper SET display_name = '骆阿姨' WHERE id = ${second.id}::uuid`),
    ).resolves.toBe(1);
    expect(await shown(second.id)).toBe('骆阿姨·4');
    const twice = { where: { city: 'zibo', displayName: { in: ['骆阿姨', '骆阿姨·2'] } } };
    expect(await database.models.helper.count(twice)).toBe(1);
    // What is there already takes no number when it is written again (the seed of the next start).
    const [row] = await database.models.helper.findMany({ where: { id: first.id } });
    await database.models.helper.createMany({ data: [row!], skipDuplicates: true });
    expect((await aHelper(database, { displayName: '骆阿姨' })).displayName).toBe('骆阿姨·5');
  });

  test('F33: after a withdrawal the timeline still says who it was', async () => {
    const { database } = api;
    const orderId = await anOrder(api, customer);
    const gone = await aHelper(database, { displayName: '赖阿姨' });
    const next = await aHelper(database, { displayName: '赖阿姨' });
    await aCandidate(database, { orderId, helperId: gone.id, round: 0, rank: 1, status: 'declined' });
    await anEvent(database, { orderId, kind: 'helperChosen', payload: { helperId: gone.id } });
    await anEvent(database, { orderId, kind: 'helperWithdrew', payload: { helperId: gone.id } });
    await anEvent(database, { orderId, kind: 'dispatchedByHand', payload: { helperId: next.id } });
    await anEvent(database, { orderId, kind: 'helperWithdrew', payload: { helperId: 'nobody' } });
    await database.models.order.update({ where: { id: orderId }, data: { round: 1, helperId: helper.id } });
    const read = async (who: Person) => (await api.as(who)('get', `/orders/${orderId}`).expect(200)).body;
    for (const who of [customer, ops])
      expect((await read(who)).names).toMatchObject({ [gone.id]: '赖阿姨', [next.id]: '赖阿姨·2' });
    expect(Object.keys((await read(helper)).names)).toEqual([helper.id]);
    // A helper who only has an offer learns nobody else's name.
    const other = await anOrder(api, customer);
    await aCandidate(database, { orderId: other, helperId: helper.id, rank: 2 });
    await aCandidate(database, { orderId: other, helperId: gone.id, rank: 1 });
    await database.models.order.update({
      where: { id: other },
      data: { stage: 'selection', helperId: null },
    });
    const offer = (await api.as(helper)('get', `/orders/${other}`).expect(200)).body;
    expect(Object.keys(offer.names)).toEqual([helper.id]);
    expect(offer.shortlist).toHaveLength(1);
  });
});
