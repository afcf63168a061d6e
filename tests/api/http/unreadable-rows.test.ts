import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { register } from 'prom-client';
import { type Api, anApi, anOrder, type Person, PHONES } from '#tests/support/an-api.ts';
import { aCase } from '#tests/support/cases/rows.ts';
import { aCandidate } from '#tests/support/matching/rows.ts';
import { aNotice } from '#tests/support/notices/rows.ts';
import { aPenalty } from '#tests/support/reviews/rows.ts';
import { inHours } from '#tests/support/rows.ts';
import { aVisit } from '#tests/support/visits/rows.ts';

describe('F45: one row outside its contract', () => {
  let api: Api;
  const who = {} as Record<'ops' | 'customer' | 'helper', Person>;
  beforeAll(async () => {
    api = await anApi();
    for (const role of ['ops', 'customer', 'helper'] as const) who[role] = await api.signIn(PHONES[role]);
  });
  afterAll(() => api.close());
  const order = () => anOrder(api, who.customer);
  const change = (id: string, data: object) => api.database.models.order.update({ where: { id }, data });
  /** As a build left it that knew other readers. */
  const ofAnotherBuild = { waitingFor: 'neighbour' };

  /** Writes two rows of a list, the first outside its contract. */
  const twoOrders = async (data: object = {}) => {
    const [odd, good] = [await order(), await order()];
    await change(odd, { ...data, ...ofAnotherBuild });
    await change(good, data);
    return { odd, good };
  };
  const twoVisits = async () => {
    const helperId = who.helper.id;
    const found = await twoOrders({ helperId, stage: 'scheduled', startsAt: inHours(1), endsAt: inHours(2) });
    for (const orderId of [found.odd, found.good]) await aVisit(api.database, { orderId, helperId });
    return found;
  };
  const twoHelpers = async () => {
    const [odd, good] = await api.database.models.helper.findMany({ take: 2, where: { city: 'zibo' } });
    // The year 12000 is no day of the contract.
    await api.database.models.helperSkill.updateMany({
      where: { helperId: odd!.id },
      data: { certificate: 'x', certificateUntil: new Date('+012000-01-01T00:00:00Z') },
    });
    return { odd: odd!.id, good: good!.id };
  };
  const twoNotices = async () => {
    const personId = who.customer.id;
    return {
      odd: await aNotice(api.database, { personId, template: 'ofANewerBuild' }),
      good: await aNotice(api.database, {
        personId,
        template: 'opsCaseOverdue',
        params: { kind: 'general' },
      }),
    };
  };
  const twoCases = async () => ({
    odd: (await aCase(api.database, { kind: 'ofAnotherBuild' })).id,
    good: (await aCase(api.database)).id,
  });
  const twoOffers = async () => {
    const helperId = who.helper.id;
    const [odd, good] = [await order(), await order()];
    await aCandidate(api.database, { orderId: odd, helperId, quote: {} });
    await aCandidate(api.database, { orderId: good, helperId });
    for (const id of [odd, good]) await change(id, { stage: 'selection' });
    return { odd, good };
  };
  const twoDecisions = async () => {
    const good = await order();
    const decided = { helperId: who.helper.id, kind: 'warning', decidedBy: who.ops.id };
    for (const orderId of ['by hand', good]) await aPenalty(api.database, { orderId, ...decided });
    return { odd: 'by hand', good };
  };

  test.each([
    ['board', 'ops', '/ops/orders', 'orders', 'id', () => twoOrders()],
    ['cases', 'ops', '/ops/cases', 'cases', 'id', twoCases],
    ['helpers', 'ops', '/ops/helpers', 'helpers', 'id', twoHelpers],
    ['inbox', 'customer', '/inbox', 'notices', 'id', twoNotices],
    ['orders', 'customer', '/orders', 'orders', 'id', () => twoOrders()],
    ['myDay', 'helper', '/my-day', 'visits', 'id', twoVisits],
    ['offers', 'helper', '/offers', 'offers', 'orderId', twoOffers],
    ['record', 'helper', '/record', 'decisions', 'orderId', twoDecisions],
  ] as const)(
    '%s: named with its id, logged once; the rest is listed',
    async (list, role, path, field, id, write) => {
      const { odd, good } = await write();
      for (let reading = 0; reading < 2; reading += 1) {
        const { body } = await api.as(who[role])('get', path).expect(200);
        expect(body.unreadable).toContainEqual({ id: odd });
        const ids = body[field].map((one: Record<string, string>) => one[id]);
        expect(ids).toContain(good);
        expect(ids).not.toContain(odd);
      }
      const lines = api.logged().map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(lines.filter((line) => line.list === list && line.id === odd)).toHaveLength(1);
      const counted = await register.getSingleMetric('anjia_unreadable_rows_total')!.get();
      expect(counted.values).toContainEqual(expect.objectContaining({ labels: { list } }));
    },
  );
});
