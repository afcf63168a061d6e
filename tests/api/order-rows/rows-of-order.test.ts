import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rowsOfOrder } from '#api/order-rows/rows-of-order.ts';
import { type Api, anApi, anOrder, type Person, PHONES } from '#tests/support/an-api.ts';
import { aCandidate } from '#tests/support/matching/rows.ts';
import { each } from '#tests/support/rows.ts';

describe('what hangs on an order, read in one statement, is what Prisma reads', () => {
  let api: Api;
  let customer: Person;
  let orderId: string;
  beforeAll(async () => {
    api = await anApi();
    customer = await api.signIn(PHONES.customer);
    orderId = await anOrder(api, customer);
  });
  afterAll(() => api.close());

  test('the shortlists of all rounds with their helpers and what these can do', async () => {
    const { database } = api;
    const [first, second] = await database.models.helper.findMany({
      where: { skills: { some: {} } },
      take: 2,
      orderBy: { id: 'asc' },
    });
    const skills = await database.models.helperSkill.findMany({ where: { helperId: first!.id } });
    const until = new Date('2027-03-04T05:06:07.089Z');
    await database.models.helperSkill.updateMany({
      where: { helperId: first!.id, skill: skills[0]!.skill },
      data: { certificate: 'A 证 "1"', certificateUntil: until },
    });
    const gone = randomUUID();
    await each(aCandidate, database, [
      { orderId, helperId: second!.id, round: 1, rank: 2 },
      { orderId, helperId: first!.id, round: 1, rank: 1 },
      { orderId, helperId: gone, rank: 2 },
      { orderId, helperId: second!.id, rank: 1 },
    ]);
    const { candidates } = await rowsOfOrder(database, orderId);
    const rows = await database.models.candidate.findMany({
      where: { orderId },
      orderBy: [{ round: 'desc' }, { rank: 'asc' }],
      omit: { orderId: true, score: true, answeredAt: true, offeredAt: true },
    });
    const helpers = await database.models.helper.findMany({
      where: { id: { in: rows.map(({ helperId }) => helperId) } },
      select: {
        ...{ id: true, displayName: true, sex: true, birthYear: true, level: true, years: true },
        ...{ ratingSum: true, ratingCount: true, completedCount: true },
        ...{ homeLatitude: true, homeLongitude: true },
        skills: {
          select: { skill: true, certificate: true, certificateUntil: true },
          orderBy: { skill: 'asc' },
        },
      },
    });
    const byId = new Map(helpers.map((helper) => [helper.id, helper]));
    const same = rows.map((row) => ({ ...row, helper: byId.get(row.helperId) ?? null }));
    expect(candidates).toStrictEqual(same);
    expect(candidates.map(({ round, helper }) => [round, helper?.id])).toEqual([
      [1, first!.id],
      [1, second!.id],
      [0, second!.id],
      [0, undefined],
    ]);
    const dates = candidates[0]!.helper!.skills.map(({ certificateUntil }) => certificateUntil);
    expect(dates).toContainEqual(until);
    // A candidate whom nobody knows any more is on no screen.
    await database.models.order.update({ where: { id: orderId }, data: { stage: 'agreement', round: 0 } });
    const { body } = await api.as(customer)('get', `/orders/${orderId}`).expect(200);
    expect(body.shortlist.map((one: { helper: { id: string } }) => one.helper.id)).toEqual([second!.id]);
  });
});
