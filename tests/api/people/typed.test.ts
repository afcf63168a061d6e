import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Api, anApi, type Person, PHONES } from '#tests/support/an-api.ts';

describe('what people type, through the API', () => {
  let api: Api;
  let customer: Person;
  let agent: Person;
  beforeAll(async () => {
    api = await anApi();
    customer = await api.signIn(PHONES.customer);
    agent = await api.signIn(PHONES.agent);
  });
  afterAll(() => api.close());

  const add = (address: object) =>
    api
      .as(customer)('post', '/addresses')
      .set('Idempotency-Key', randomUUID())
      .send({
        ...{ contactName: '张三', contactPhone: '13900000002', district: '370303', line: '柳泉路 1 号' },
        ...address,
      });
  const kept = async (typed: string) =>
    (await add({ contactPhone: typed }).expect(201)).body.contactPhone as string;

  test('F34: an address takes the number that signs in, however it is written, and a landline', async () => {
    expect(await kept('139 0000 0002')).toBe('+8613900000002');
    expect(await kept('008613900000002')).toBe('+8613900000002');
    expect(await kept('0533-2345678')).toBe('+865332345678');
    await add({ contactPhone: '2345678' }).expect(400);
  });

  test('F34: staff find a caller by the number as it is pasted', async () => {
    const spaced = PHONES.customer.replace(/^(\d{3})(\d{4})/, '$1 $2 ');
    const find = async (phone: string) =>
      (
        await api
          .as(agent)('get', `/ops/customers?phone=${encodeURIComponent(phone)}`)
          .expect(200)
      ).body.customers;
    expect(await find(spaced)).toMatchObject([{ id: customer.id }]);
    expect(await find(`0086${PHONES.customer}`)).toMatchObject([{ id: customer.id }]);
    const helpers = async (q: string) =>
      (
        await api
          .as(agent)('get', `/ops/helpers?q=${encodeURIComponent(q)}`)
          .expect(200)
      ).body.helpers;
    expect(await helpers(PHONES.helper.replace(/^(\d{3})/, '$1-'))).toHaveLength(1);
  });

  test('F37: % and _ find nobody; a name that turns or hides the text is refused', async () => {
    for (const q of ['%', '_', '%%'])
      expect((await api.as(agent)('get', `/ops/helpers?q=${encodeURIComponent(q)}`)).body.helpers).toEqual(
        [],
      );
    for (const contactName of ['\u202egnp', '\u200b', '\u3164']) await add({ contactName }).expect(400);
    const { body } = await add({ line: '柳泉路 1 号\r\n3 单元' }).expect(201);
    expect(body.line).toBe('柳泉路 1 号 3 单元');
  });
});
