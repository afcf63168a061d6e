import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ORDER_CHANNEL } from '#contracts/names.ts';
import { sql } from '#platform/sql.ts';
import { type Api, anApi, anOrder, type Person, PHONES } from '#tests/support/an-api.ts';
import { aCase } from '#tests/support/cases/rows.ts';
import { aCandidate } from '#tests/support/matching/rows.ts';

describe('live events', () => {
  let api: Api;
  let server: Server;
  beforeAll(async () => {
    api = await anApi({ lookMs: 200 });
    server = api.app.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(async () => {
    await api.close();
    server.closeAllConnections();
    server.close();
  });

  /** Opens the stream; `heard` grows as events come. */
  async function listen(who: Person | null) {
    const { port } = server.address() as AddressInfo;
    const headers = { 'accept-encoding': 'gzip', ...(who ? { authorization: `Bearer ${who.token}` } : {}) };
    const req = http.get({ host: '127.0.0.1', port, path: '/api/v1/stream', headers });
    const [res] = (await once(req, 'response')) as [IncomingMessage];
    const heard: { type: string; orderId?: string; version?: number }[] = [];
    res.setEncoding('utf8');
    res.on('error', () => undefined);
    const said: string[] = [];
    res.on('data', (text: string) => {
      said.push(text);
      for (const [, data] of text.matchAll(/^data:\s?(.+)$/gm)) heard.push(JSON.parse(data!));
    });
    return { res, heard, said, close: () => req.destroy() };
  }
  const notify = (payload: string) =>
    api.database.execute(sql`SELECT pg_notify(${ORDER_CHANNEL}, ${payload})`);
  const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
  async function until(met: () => boolean): Promise<void> {
    for (let n = 0; n < 600 && !met(); n++) await pause(50);
    expect(met()).toBe(true);
  }

  test('who is not signed in hears nothing', async () => {
    const stream = await listen(null);
    expect(stream.res.statusCode).toBe(401);
    stream.close();
  });

  test('each hears of the orders he may see and of his own inbox, uncompressed, ids and versions only', async () => {
    const [customer, other, helper, ops] = await Promise.all(
      [PHONES.customer, PHONES.otherCustomer, PHONES.helper, PHONES.ops].map((phone) => api.signIn(phone)),
    );
    const orderId = await anOrder(api, customer!);
    await aCandidate(api.database, { orderId, helperId: helper!.id });
    const streams = await Promise.all([customer!, other!, helper!, ops!].map(listen));
    const [mine, theirs, asked, office] = streams;
    expect(mine!.res.headers['content-type']).toMatch('text/event-stream');
    expect(mine!.res.headers['content-encoding']).toBeUndefined();
    await notify(`${orderId}:3`);
    await notify(`inbox:${other!.id}`);
    await until(
      () =>
        theirs!.heard.length > 0 &&
        mine!.heard.length > 0 &&
        asked!.heard.length > 0 &&
        office!.heard.length > 0,
    );
    const event = { type: 'order', orderId, version: 3 };
    expect([mine!.heard, asked!.heard, office!.heard]).toEqual([[event], [event], [event]]);
    expect(theirs!.heard).toEqual([{ type: 'inbox' }]);
    for (const stream of streams) stream.close();
  });

  test('of a case only the staff of its city hear', async () => {
    const { database } = api;
    const here = await Promise.all([PHONES.ops, PHONES.agent].map((phone) => api.signIn(phone)));
    const others = await Promise.all([PHONES.customer, '13900000012'].map((phone) => api.signIn(phone)));
    const away = others[1]!.id;
    await database.models.person.update({ where: { id: away }, data: { city: 'jinan' } });
    const id = randomUUID();
    const row = { kind: 'general', reason: 'other', status: 'open', city: 'zibo' };
    await aCase(database, { id, ...row });
    const streams = await Promise.all([...here, ...others].map(listen));
    await notify(`case:${id}:4`);
    for (const { id: person } of others) await notify(`inbox:${person}`);
    await until(() => streams.every(({ heard }) => heard.length > 0));
    const event = { type: 'case', caseId: id, version: 4 };
    expect(streams.map(({ heard }) => heard)).toEqual([
      ...[[event], [event]],
      ...[[{ type: 'inbox' }], [{ type: 'inbox' }]],
    ]);
    for (const stream of streams) stream.close();
    await database.models.person.update({ where: { id: away }, data: { city: 'zibo' } });
  });

  test('F53: of an order only the staff of its city hear', async () => {
    const { database } = api;
    const [customer, ops, agent] = await Promise.all(
      [PHONES.customer, PHONES.ops, PHONES.agent].map((phone) => api.signIn(phone)),
    );
    const orderId = await anOrder(api, customer!);
    await database.models.person.update({ where: { id: agent!.id }, data: { city: 'jinan' } });
    const streams = await Promise.all([ops!, agent!].map(listen));
    await notify(`${orderId}:7`);
    for (const { id } of [ops!, agent!]) await notify(`inbox:${id}`);
    await until(() => streams[0]!.heard.length === 2 && streams[1]!.heard.length > 0);
    expect(streams[0]!.heard).toContainEqual({ type: 'order', orderId, version: 7 });
    expect(streams[1]!.heard).toEqual([{ type: 'inbox' }]);
    for (const stream of streams) stream.close();
    await database.models.person.update({ where: { id: agent!.id }, data: { city: 'zibo' } });
  });

  test('F42: after the sign-out, or when somebody is shut out, the stream ends at once', async () => {
    // The regular look comes once an hour here.
    const slow = await anApi({ lookMs: 3_600_000 });
    const own = slow.app.listen(0, '127.0.0.1');
    await once(own, 'listening');
    const ends = async (phone: string, end: (who: Person) => Promise<unknown>) => {
      const who = await slow.signIn(phone);
      const { port } = own.address() as AddressInfo;
      const headers = { authorization: `Bearer ${who.token}` };
      const req = http.get({ host: '127.0.0.1', port, path: '/api/v1/stream', headers });
      const [res] = (await once(req, 'response')) as [IncomingMessage];
      res.on('error', () => undefined);
      res.resume();
      const closed = new Promise((done) => res.on('close', done));
      const began = Date.now();
      await end(who);
      await closed;
      return Date.now() - began;
    };
    try {
      expect(await ends('13811110011', (who) => slow.as(who)('delete', '/session').expect(200))).toBeLessThan(
        5000,
      );
      const shutOut = ({ id }: Person) =>
        slow.database.models.person.update({ where: { id }, data: { active: false } });
      expect(await ends('13811110012', shutOut)).toBeLessThan(5000);
    } finally {
      await slow.close();
      own.closeAllConnections();
      own.close();
    }
  });

  test('a stream ends with its session: signed out, expired, or the person shut out; others go on', async () => {
    const { database } = api;
    const phones = ['13811110001', '13811110002', '13811110003', '13811110004'];
    const [out, late, shut, stays] = await Promise.all(phones.map((phone) => api.signIn(phone)));
    const streams = await Promise.all([out!, late!, shut!, stays!].map(listen));
    const ended = streams.map(() => false);
    for (const [n, { res }] of streams.entries()) res.on('close', () => (ended[n] = true));
    await pause(600);
    expect(ended).toEqual([false, false, false, false]);
    await api.as(out!)('delete', '/session').expect(200);
    await database.models.session.updateMany({
      where: { userId: late!.id },
      data: { expiresAt: new Date(Date.now() - 1_000) },
    });
    await database.models.person.update({ where: { id: shut!.id }, data: { active: false } });
    await until(() => ended.filter(Boolean).length === 3);
    expect(ended).toEqual([true, true, true, false]);
    await notify(`inbox:${stays!.id}`);
    await until(() => streams[3]!.heard.length > 0);
    streams[3]!.close();
  });

  test('ten streams a person: another takes the place of the oldest, which comes back only after a while', async () => {
    const [who, other] = [await api.signIn('13811110005'), await api.signIn('13811110006')];
    const theirs = await listen(other);
    const streams: Awaited<ReturnType<typeof listen>>[] = [];
    for (let n = 0; n < 12; n += 1) streams.push(await listen(who));
    await until(() => streams.filter(({ res }) => res.closed).length === 2);
    expect(streams.map(({ res }) => res.closed)).toEqual(streams.map((_, n) => n < 2));
    expect(streams.map(({ said }) => said.join('').includes('retry: 60000'))).toEqual(
      streams.map((_, n) => n < 2),
    );
    await notify(`inbox:${who.id}`);
    await until(() => streams.slice(2).every(({ heard }) => heard.length > 0));
    expect(theirs.res.closed).toBe(false);
    for (const stream of [...streams, theirs]) stream.close();
  });

  test('a stream that is not read: dropped, instead of keeping all it has not read', async () => {
    const [who, reads] = [await api.signIn('13811110007'), await api.signIn('13811110007')];
    let unread = 0;
    server.once('request', (_, res: ServerResponse) =>
      Object.defineProperty(res, 'writableLength', { get: () => unread }),
    );
    const [stuck, fine] = [await listen(who), await listen(reads)];
    unread = 64 * 1024;
    await notify(`inbox:${who.id}`);
    await until(() => stuck.heard.length === 1 && fine.heard.length === 1);
    unread += 1;
    await notify(`inbox:${who.id}`);
    await until(() => stuck.res.closed && fine.heard.length === 2);
    expect(stuck.heard).toHaveLength(1);
    fine.close();
  });

  test('after the database connection was lost: everyone is told to read again', async () => {
    const who = await api.signIn(PHONES.customer);
    const stream = await listen(who);
    await api.database.execute(sql`SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
      WHERE application_name = 'anjia-live' AND datname = current_database()`);
    await until(() => stream.heard.some(({ type }) => type === 'resync'));
    await notify(`inbox:${who.id}`);
    await until(() => stream.heard.some(({ type }) => type === 'inbox'));
    stream.close();
  });
});
