import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readOrder } from '#activities/order-rows/order-row.ts';
import { createApp } from '#api/app.ts';
import { type EndpointName, http } from '#contracts/http.ts';
import { ROLES, type Role } from '#contracts/people/roles.ts';
import type { PrismaClient } from '#prisma/generated/client.ts';
import { type Api, anApi } from '#tests/support/an-api.ts';
import { aCase } from '#tests/support/cases/rows.ts';
import { anAddress } from '#tests/support/people/rows.ts';
import { askCells } from './authorisation/ask-cells.ts';
import { CELLS, type Row } from './authorisation/cells.ts';
import { type City, twoCustomers } from './authorisation/two-customers.ts';

const NAMES = Object.keys(http) as EndpointName[];
const isOfStaff = (role: Role): boolean => role === 'agent' || role === 'ops';
const answersOf = ({ at: _, wrongAt: __, ...answers }: Row) => answers;

describe('who may do what with whose things', () => {
  let city: City;
  let api: Api;
  beforeAll(async () => {
    api = await anApi();
    city = await twoCustomers(api);
  });
  afterAll(() => api.close());

  test('every endpoint has cells for every role, four each and five of staff, and there are no others', () => {
    expect(Object.keys(CELLS).sort()).toEqual([...NAMES].sort());
    for (const [name, row] of Object.entries(CELLS)) {
      expect([name, Object.keys(answersOf(row)).sort()]).toEqual([name, ['guest', ...ROLES].sort()]);
      for (const role of ROLES)
        expect([name, role, row[role].split(' ').length]).toEqual([name, role, isOfStaff(role) ? 5 : 4]);
    }
  });

  test.each(NAMES)('%s', async (name) => {
    const { cells, alike } = await askCells(city, name, CELLS[name]);
    expect(cells).toEqual(answersOf(CELLS[name]));
    for (const { role, other, missing } of alike) {
      if (other && missing && CELLS[name][role].split(' ')[isOfStaff(role) ? 4 : 1] === 'N')
        expect([role, other]).toEqual([role, missing]);
    }
  });

  test.each([
    ['customer', ['/orders', '/addresses', '/inbox', '/blocks']],
    [
      'helper',
      ['/orders', '/offers', '/my-day?days=31', '/my-calendar?days=31', '/record', '/inbox', '/blocks'],
    ],
  ] as const)('lists of a %s hold nothing of the other one', async (role, paths) => {
    const [own, other] = city.parties;
    await Promise.all(city.parties.map((party) => city.stands(party, 'selection')));
    const ids = (party: typeof own) => [party.orderId, party.leaveId, party.paymentId, party.addressId];
    let seen = 0;
    for (const path of paths) {
      const { text } = await api.as(own[role])('get', path).expect(200);
      for (const id of ids(other)) expect([path, text.includes(id)]).toEqual([path, false]);
      seen += ids(own).filter((id) => text.includes(id)).length;
    }
    expect(seen).toBeGreaterThan(1);
  });

  test('lists of staff hold what is of their city: board, cases, helpers, customers by phone', async () => {
    const [party] = city.parties;
    const { database } = api;
    await city.stands(party, 'selection');
    await aCase(database, { orderId: party.orderId });
    const { phone } = await database.models.personPrivate.findUniqueOrThrow({
      where: { personId: party.customer.id },
    });
    const { ops } = city.staff;
    const lists = async () => {
      const read = async (path: string) => (await api.as(ops)('get', path).expect(200)).body;
      return {
        board: (await read('/ops/orders')).orders.length > 0,
        counts: Object.keys((await read('/ops/orders')).counts).length > 0,
        cases: (await read('/ops/cases')).cases.length > 0,
        helpers: (await read('/ops/helpers?q=王')).helpers.length > 0,
        customers: (await read(`/ops/customers?phone=${phone.slice(3)}`)).customers.length,
      };
    };
    expect(await lists()).toEqual({ board: true, counts: true, cases: true, helpers: true, customers: 1 });
    await database.models.person.update({ where: { id: ops.id }, data: { city: 'jinan' } });
    expect(await lists()).toEqual({
      board: false,
      counts: false,
      cases: false,
      helpers: false,
      customers: 0,
    });
    // Customers who order in both cities are known in both, each time with the addresses of that city.
    const { id: _, ...address } = await database.models.address.findFirstOrThrow({
      where: { personId: party.customer.id },
    });
    const there = await anAddress(database, { ...address, id: randomUUID(), city: 'jinan' });
    const { customers } = (
      await api
        .as(ops)('get', `/ops/customers?phone=${phone.slice(3)}`)
        .expect(200)
    ).body;
    expect(customers[0].addresses.map(({ id }: { id: string }) => id)).toEqual([there.id]);
    await database.models.person.update({ where: { id: ops.id }, data: { city: 'zibo' } });
    await database.models.address.delete({ where: { id: there.id } });
  });

  // The matrix must detect missing guards: removing any of them makes cells fail.
  const withoutGuard = async (broken: Partial<Api['deps']>, names: EndpointName[]) => {
    const app = createApp({ ...api.deps, ...broken });
    const { default: request } = await import('supertest');
    const as: Api['as'] = (who) => (method, path) => {
      const call = request(app)[method](`/api/v1${path}`);
      return who ? call.set('authorization', `Bearer ${who.token}`) : call;
    };
    const red: string[] = [];
    for (const name of names) {
      const { cells } = await askCells({ ...city, api: { ...api, as } }, name, CELLS[name]);
      for (const [role, said] of Object.entries(cells))
        if (said !== CELLS[name][role as 'guest']) red.push(`${name} ${role}`);
    }
    return red;
  };

  test('without the guard of roles → cells turn red', async () => {
    const { login } = api.deps;
    const everyoneIsOps: typeof login.whoAsks = async (req, res) => {
      const reader = await login.whoAsks(req, res);
      return reader && { ...reader, role: 'ops' as const };
    };
    const red = await withoutGuard({ login: { ...login, whoAsks: everyoneIsOps } }, ['board', 'cancelQuote']);
    expect(red).toEqual(['board customer', 'board helper', 'cancelQuote customer', 'cancelQuote helper']);
  });

  // The order is read with the session, or separately when better-auth decides: two guards of one rule.
  test.each(['with the session', 'by itself'])(
    'without the guard of whose order it is, read %s → cells turn red',
    async (way) => {
      const { login } = api.deps;
      const whoAsks: typeof login.whoAsks = async (req, res, orderId) => {
        const reader = await login.whoAsks(req, res);
        if (!reader || orderId === undefined || way === 'by itself') return reader;
        const row = await api.database.models.order.findUnique({ where: { id: orderId } });
        return { ...reader, asked: { orderId, row: row && readOrder(row) } };
      };
      // Of `visibleTo` only the id of the order is left.
      const unguarded = (api.database.models as PrismaClient).$extends({
        query: {
          order: {
            findFirst: ({ args, query }) =>
              query({ ...args, where: { id: (args.where as never as { AND: [{ id: string }] }).AND[0].id } }),
          },
        },
      });
      const database = way === 'by itself' ? { ...api.database, models: unguarded as never } : api.database;
      const broken = { database, login: { ...login, whoAsks } };
      const red = await withoutGuard(broken, ['order', 'cancelQuote', 'extendDeadline']);
      expect(red).toEqual([
        ...['order customer', 'order helper', 'order agent', 'order ops'],
        ...['cancelQuote customer', 'cancelQuote agent', 'cancelQuote ops', 'extendDeadline ops'],
      ]);
    },
  );
});
