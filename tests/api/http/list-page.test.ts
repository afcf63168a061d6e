import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Api, anApi, anOrder, type Person, PHONES } from '#tests/support/an-api.ts';
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
