import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Api, anApi, anOrder, type Person, PHONES } from '#tests/support/an-api.ts';
import { aNotice } from '#tests/support/notices/rows.ts';
import { aPenalty, aReward } from '#tests/support/reviews/rows.ts';
import { inHours } from '#tests/support/rows.ts';

interface Listed {
  path: string;
  who: Person;
  field: string;
  id?: string;
}

describe('F43: lists are read page by page, to an honest end', () => {
  let api: Api;
  const who = {} as Record<'ops' | 'customer' | 'helper', Person>;
  beforeAll(async () => {
    api = await anApi();
    for (const role of ['ops', 'customer', 'helper'] as const) who[role] = await api.signIn(PHONES[role]);
  });
  afterAll(() => api.close());
  /** Every page of a list, three rows each. `between`: what happens after each. */
  const pagesOf = async (list: Listed, between = async () => undefined as unknown): Promise<string[][]> => {
    const { path, field, id = 'id' } = list;
    const pages: string[][] = [];
    let next: string | null = null;
    do {
      const url: string = `${path}${path.includes('?') ? '&' : '?'}limit=3${next ? `&after=${next}` : ''}`;
      const { body } = await api.as(list.who)('get', url).expect(200);
      pages.push(body[field].map((one: Record<string, string>) => one[id]));
      next = body.next;
      await between();
    } while (next);
    return pages;
  };
  const orders = (count: number) =>
    Promise.all(Array.from({ length: count }, () => anOrder(api, who.customer)));
  const change = (ids: string[], data: object) =>
    api.database.models.order.updateMany({ where: { id: { in: ids } }, data });
  const clear = () => api.database.models.order.updateMany({ data: { city: 'elsewhere' } });
  const closed = { stage: 'closed', ending: 'cancelled', deadline: null };

  test('the board: every open order once, also behind many that need a person, and while others come in', async () => {
    await clear();
    const [first, second, calm] = [await orders(5), await orders(1), await orders(3)];
    await change([...first, ...second], { stage: 'matching', needsOps: true, needsOpsReason: 'noMatch' });
    await change(first, { deadline: inHours(1) });
    await change(second, { deadline: null });
    await change(calm, { stage: 'matching', deadline: inHours(-1) });
    const pages = await pagesOf({ path: '/ops/orders?stage=matching', who: who.ops, field: 'orders' }, () =>
      orders(1),
    );
    expect(pages.map(({ length }) => length)).toEqual([3, 3, 3]);
    expect(pages.flat()).toEqual([...first.sort(), ...second, ...calm.sort()]);
    expect(
      (await pagesOf({ path: '/ops/orders?needsOps=true', who: who.ops, field: 'orders' })).flat(),
    ).toEqual([...first, ...second]);
  });

  test('the board by number: the open orders, then the closed ones, across the pages', async () => {
    await clear();
    const [open, over] = [await orders(4), await orders(4)];
    await change(open, { deadline: inHours(1) });
    await change(over, closed);
    const start = open[0]!.slice(0, 4);
    const pages = await pagesOf({ path: `/ops/orders?q=${start}`, who: who.ops, field: 'orders' });
    expect(pages.flat()).toEqual([...open.sort(), ...over.sort().reverse()]);
    const ended = await pagesOf({ path: '/ops/orders?stage=closed', who: who.ops, field: 'orders' });
    expect(ended.flat().sort()).toEqual(over.sort());
  });

  test('the dispatch list: every helper who could come, in one ranking across the pages', async () => {
    const [orderId] = await orders(1);
    const path = `/ops/orders/${orderId}/helpers`;
    const { body: whole } = await api.as(who.ops)('get', `${path}?limit=100`).expect(200);
    expect(whole.helpers.length).toBeGreaterThan(3);
    let next: string | null = '';
    const read: { rank: number; helper: { id: string } }[] = [];
    while (next !== null) {
      const url: string = `${path}?limit=3${next && `&after=${next}`}`;
      const answer = await api.as(who.ops)('get', url).expect(200);
      expect(answer.body.helpers.length).toBeLessThanOrEqual(3);
      read.push(...answer.body.helpers);
      next = answer.body.next;
    }
    const places = (list: typeof read) => list.map(({ rank, helper }) => [rank, helper.id]);
    expect(places(read)).toEqual(places(whole.helpers));
    await api.as(who.ops)('get', `${path}?after=nonsense`).expect(400);
  });

  test('helpers: everybody whose certificate is out, the nearest expiry first; all by name', async () => {
    const helpers = await api.database.models.helper.findMany({
      where: { city: 'zibo' },
      select: { id: true },
    });
    const ids = helpers.map((one) => one.id);
    expect(ids.length).toBeGreaterThan(7);
    await api.database.models.helperSkill.updateMany({
      where: { helperId: { in: ids } },
      data: { certificate: 'x', certificateUntil: inHours(1_000) },
    });
    for (const [n, helperId] of ids.entries())
      await api.database.models.helperSkill.updateMany({
        where: { helperId },
        data: { certificateUntil: inHours(-24 * Math.floor(n / 2)) },
      });
    const list = { who: who.ops, field: 'helpers' };
    const expired = await pagesOf({ path: '/ops/helpers?expiring=0', ...list });
    expect(expired.flat().sort()).toEqual([...ids].sort());
    const place = new Map(ids.map((id, n) => [id, -Math.floor(n / 2)]));
    const days = expired.flat().map((id) => place.get(id)!);
    expect(days).toEqual([...days].sort((a, b) => a - b));
    expect((await pagesOf({ path: '/ops/helpers', ...list })).flat().sort()).toEqual([...ids].sort());
  });

  test('the inbox: every notice once, the newest first; one order’s; the unread ones', async () => {
    const personId = who.helper.id;
    await api.database.models.notice.deleteMany({ where: { personId } });
    const [orderId] = await orders(1);
    const ids: string[] = [];
    for (let n = 0; n < 8; n += 1)
      ids.push(
        await aNotice(
          api.database,
          {
            ...{ personId, template: 'opsCaseOverdue', params: { kind: 'general' }, dueAt: inHours(-n - 1) },
            ...(n === 7 ? { orderId } : {}),
            readAt: n % 2 ? null : new Date(),
          },
          [],
        ),
      );
    const list = { who: who.helper, field: 'notices' };
    expect((await pagesOf({ path: '/inbox', ...list })).flat()).toEqual(ids);
    expect(await pagesOf({ path: '/inbox?unread=true', ...list })).toEqual([
      [ids[1], ids[3], ids[5]],
      [ids[7]],
    ]);
    // F70: it was looked for among the newest 100, so that opening the order did not mark it as read.
    expect(await pagesOf({ path: `/inbox?unread=true&orderId=${orderId}`, ...list })).toEqual([[ids[7]]]);
  });

  test('my orders: the open ones, then the closed ones, each once; F71: those to sign alone', async () => {
    await api.database.models.order.updateMany({ data: { customerId: who.helper.id, helperId: null } });
    const [open, over, toSign] = [await orders(4), await orders(4), await orders(1)];
    await change(over, closed);
    const helperId = who.helper.id;
    await change(toSign, { stage: 'agreement', helperId });
    await change([...open, ...over], { helperId });
    for (const person of [who.customer, who.helper]) {
      const pages = await pagesOf({ path: '/orders', who: person, field: 'orders' });
      expect(pages.map(({ length }) => length)).toEqual([3, 3, 3]);
      expect(pages.flat().slice(0, 5).sort()).toEqual([...open, ...toSign].sort());
      expect(pages.flat().slice(5).sort()).toEqual([...over].sort());
      expect(await pagesOf({ path: '/orders?stage=agreement', who: person, field: 'orders' })).toEqual([
        toSign,
      ]);
    }
  });

  test('the record: earnings, rewards and decisions together, the newest first', async () => {
    const { database } = api;
    const helperId = who.helper.id;
    const made: string[] = [];
    for (const [n, orderId] of (await orders(8)).entries()) {
      const at = inHours(-n - 1);
      if (n % 2) await aPenalty(database, { orderId, helperId, kind: 'warning', decidedBy: who.ops.id, at });
      else await aReward(database, { orderId, helperId, at });
      made.push(orderId);
    }
    const decisions = await pagesOf({ path: '/record', who: who.helper, field: 'decisions', id: 'orderId' });
    const rewards = await pagesOf({ path: '/record', who: who.helper, field: 'rewards', id: 'orderId' });
    const [m0, m1, m2, m3, m4, m5, m6, m7] = made;
    expect(rewards).toEqual([[m0, m2], [m4], [m6]]);
    expect(decisions).toEqual([[m1], [m3, m5], [m7]]);
  });

  test.each([
    ['nonsense', 'nonsense'],
    ['of another list', cursor(['board/closed', '2026-01-01 00:00:00+00', 'JZ1'])],
    ['with a value too few', cursor(['board/open', 'true', 'JZ1'])],
    ['with a day that does not exist', cursor(['board/open', 'true', '2026-02-30 00:00:00+00', 'JZ1'])],
    ['with a character that PostgreSQL refuses', cursor(['board/open', 'true', 'infinity', '\u0000'])],
    ['with no list', cursor({})],
  ])('a cursor %s is refused', async (_, after) => {
    const { body } = await api.as(who.ops)('get', `/ops/orders?after=${after}`).expect(400);
    expect(body).toMatchObject({ code: 'InvalidInput', fields: [{ path: 'after' }] });
  });
});

function cursor(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
