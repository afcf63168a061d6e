import { once } from 'node:events';
import http, { type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ORDER_CHANNEL } from '#contracts/names.ts';
import { aCandidate } from './a-candidate.ts';
import { type Api, anApi, anOrder, type Person, PHONES } from './an-api.ts';

describe('live events', () => {
  let api: Api;
  let server: Server;
  beforeAll(async () => {
    api = await anApi();
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
    res.on('data', (text: string) => {
      for (const [, data] of text.matchAll(/^data:\s?(.+)$/gm)) heard.push(JSON.parse(data!));
    });
    return { res, heard, close: () => req.destroy() };
  }
  const notify = (payload: string) =>
    api.database.$executeRaw`SELECT pg_notify(${ORDER_CHANNEL}, ${payload})`;
  async function until(met: () => boolean): Promise<void> {
    for (let n = 0; n < 100 && !met(); n++) await new Promise((done) => setTimeout(done, 50));
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
    await api.database.candidate.create({ data: aCandidate(orderId, helper!.id) });
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

  test('after the database connection was lost: everyone is told to read again', async () => {
    const who = await api.signIn(PHONES.customer);
    const stream = await listen(who);
    await api.database.$executeRaw`SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
      WHERE application_name = 'anjia-live' AND datname = current_database()`;
    await until(() => stream.heard.some(({ type }) => type === 'resync'));
    await notify(`inbox:${who.id}`);
    await until(() => stream.heard.some(({ type }) => type === 'inbox'));
    stream.close();
  });
});
