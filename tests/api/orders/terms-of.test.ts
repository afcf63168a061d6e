import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { termsOf } from '#api/orders/writes/terms-of.ts';
import type { NewOrder } from '#contracts/orders/new-order.ts';
import { type Api, anApi, type Person, PHONES } from '#tests/support/an-api.ts';
import { aPolicy } from '#tests/support/catalogue/rows.ts';

describe('what an order is placed under, read in one statement, is what Prisma reads', () => {
  let api: Api;
  let customer: Person;
  let other: Person;
  beforeAll(async () => {
    api = await anApi();
    customer = await api.signIn(PHONES.customer);
    other = await api.signIn(PHONES.otherCustomer);
  });
  afterAll(() => api.close());

  const addressOf = (who: Person) =>
    api.database.models.address.findFirstOrThrow({ where: { personId: who.id, removedAt: null } });
  const read = (customerId: string, body: Partial<NewOrder>) =>
    termsOf({ database: api.database, customerId, body: body as NewOrder });

  test('service, address and policy; the service’s own policy before the city’s', async () => {
    const { database } = api;
    const { id: addressId, city } = await addressOf(customer);
    const serviceCode = 'dailyCleaning';
    const service = await database.models.service.findUniqueOrThrow({
      where: { code: serviceCode },
      select: { code: true, shape: true, standardMinutes: true, usualQuantity: true, nameZh: true },
    });
    const address = await database.models.address.findUniqueOrThrow({
      where: { id: addressId },
      select: {
        ...{ contactName: true, contactPhone: true, city: true, district: true },
        ...{ line: true, latitude: true, longitude: true },
      },
    });
    const { nameZh: districtName } = await database.models.district.findUniqueOrThrow({
      where: { code: address.district },
    });
    const policies = await database.models.policy.findMany({ where: { city, serviceCode: '*' } });
    expect(policies.length).toBeGreaterThan(1);
    for (const { key, body: policy } of policies) {
      const rehearsal = (key === 'standard' ? undefined : key) as NewOrder['rehearsal'];
      const terms = await read(customer.id, { serviceCode, addressId, rehearsal });
      expect(terms).toStrictEqual({ service, address, districtName, policy });
    }
    const own = { ...(policies[0]!.body as object), maxRounds: 77 };
    await aPolicy(database, { city, serviceCode, body: own });
    expect((await read(customer.id, { serviceCode, addressId })).policy).toStrictEqual(own);
    const elsewhere = await read(customer.id, { serviceCode: 'hourlyHelp', addressId });
    expect(elsewhere.policy).toStrictEqual(policies.find(({ key }) => key === 'standard')!.body);
  });

  test('no such service, somebody else’s address, one that was removed: none', async () => {
    const { id: addressId } = await addressOf(customer);
    expect((await read(customer.id, { serviceCode: 'none', addressId })).service).toBeNull();
    const { id: ofOther } = await addressOf(other);
    const theirs = await read(customer.id, { serviceCode: 'dailyCleaning', addressId: ofOther });
    expect(theirs).toMatchObject({ service: { code: 'dailyCleaning' }, address: null, policy: null });
    await api.database.models.address.update({ where: { id: ofOther }, data: { removedAt: new Date() } });
    const removed = await read(other.id, { serviceCode: 'dailyCleaning', addressId: ofOther });
    expect(removed).toMatchObject({ address: null, policy: null });
  });
});
