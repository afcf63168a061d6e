import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Api, anApi, anOrder, type Person, PHONES } from '#tests/support/an-api.ts';

describe('people block each other', () => {
  let api: Api;
  let customer: Person;
  let helper: Person;
  let other: Person;
  let ops: Person;
  let closed: string;
  beforeAll(async () => {
    api = await anApi();
    [customer, helper, other, ops] = [
      await api.signIn(PHONES.customer),
      await api.signIn(PHONES.helper),
      await api.signIn(PHONES.otherHelper),
      await api.signIn(PHONES.ops),
    ];
    closed = await anOrder(api, customer);
    await api.database.models.order.update({
      where: { id: closed },
      data: { stage: 'closed', ending: 'completed', helperId: helper.id, closedAt: new Date() },
    });
  });
  afterAll(() => api.close());
  const block = (who: Person, orderId: string) => api.as(who)('put', `/orders/${orderId}/block`).send({});
  const offered = async (helperId: string): Promise<boolean> => {
    const orderId = await anOrder(api, customer);
    const { body } = await api.as(ops)('get', `/ops/orders/${orderId}/helpers`).expect(200);
    return body.helpers.some((one: { helper: { id: string } }) => one.helper.id === helperId);
  };

  test('a customer blocks the helper of a closed order, once; the next search leaves the helper out', async () => {
    expect((await api.as(customer)('get', `/orders/${closed}/block`).expect(200)).body).toEqual({
      possible: true,
      block: null,
    });
    expect(await offered(helper.id)).toBe(true);
    const { body } = await block(customer, closed).expect(200);
    expect(body).toMatchObject({ personId: helper.id, name: expect.stringMatching(/阿姨|师傅/) });
    await block(customer, closed).expect(200);
    expect((await api.as(customer)('get', '/blocks').expect(200)).body.blocks).toHaveLength(1);
    expect(await offered(helper.id)).toBe(false);
    expect(await offered(other.id)).toBe(true);
    await api.as(customer)('delete', `/blocks/${helper.id}`).expect(200);
    await api.as(customer)('delete', `/blocks/${helper.id}`).expect(404);
    expect(await offered(helper.id)).toBe(true);
  });

  test('a helper blocks the customer, by a name that gives nobody away', async () => {
    const { body } = await block(helper, closed).expect(200);
    expect(body).toMatchObject({ personId: customer.id, name: '张*' });
    expect(await offered(helper.id)).toBe(false);
    // The customer is not told and cannot remove it.
    expect((await api.as(customer)('get', '/blocks').expect(200)).body.blocks).toEqual([]);
    await api.as(helper)('delete', `/blocks/${customer.id}`).expect(200);
    expect(await offered(helper.id)).toBe(true);
  });

  test('an open order, a stranger’s order and staff: nothing to block', async () => {
    const open = await anOrder(api, customer);
    expect((await block(customer, open)).body.code).toBe('NothingToBlock');
    expect((await api.as(customer)('get', `/orders/${open}/block`).expect(200)).body.possible).toBe(false);
    await block(other, closed).expect(404);
    await block(ops, closed).expect(403);
    expect(await api.database.models.block.count()).toBe(0);
  });
});
