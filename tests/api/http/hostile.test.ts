import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from '#platform/sql.ts';
import { type Api, aKey, aNeed, anApi, anOrder, type Person, PHONES } from '#tests/support/an-api.ts';

interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: { code?: string; status?: number; title?: string; instance?: string };
}
interface Sent {
  method?: string;
  path?: string;
  /** A list of pairs where one name comes twice. */
  headers?: Record<string, string> | string[];
  content?: string | Buffer;
}
const JSON_TYPE = { 'content-type': 'application/json' };

// Malicious input that no schema fuzzer generates. Input for every endpoint is in middleware.test.ts; here is what
// comes before an endpoint.
describe('hostile calls: refused, and nothing is changed', () => {
  let api: Api;
  let server: Server;
  let customer: Person;
  let orderId: string;
  let need: Record<string, unknown>;
  let before: unknown;

  beforeAll(async () => {
    api = await anApi();
    customer = await api.signIn(PHONES.customer);
    orderId = await anOrder(api, customer);
    need = await aNeed(api, customer.id);
    server = createServer(api.app).listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await api.close();
  });
  beforeEach(async () => {
    before = await everything();
  });
  afterEach(async () => {
    expect(await everything()).toEqual(before);
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('role');
    // Nobody is blocked from calling afterwards.
    expect((await send({ method: 'GET', path: '/session' })).status).toBe(200);
  });

  /** Every row of every table, and all messages to Temporal. */
  async function everything(): Promise<unknown> {
    const tables = await api.database.query<{ name: string }>(sql`
      SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1`);
    // Our own names, read from the catalogue. That a session was used is no change.
    const digests = tables
      .filter(({ name }) => name !== 'session')
      .map(
        ({ name }) =>
          `SELECT '${name}' AS name, md5(string_agg(t::text, '' ORDER BY t::text)) FROM "${name}" t`,
      );
    expect(digests.length).toBeGreaterThan(20);
    const rows = await api.database.query(sql.raw(`${digests.join(' UNION ALL ')} ORDER BY 1`));
    const { told, started, signalled } = api.temporal;
    return { rows, told: told.length, started: started.length, signalled: signalled.length };
  }

  function send({ method = 'POST', path = '/orders', headers = {}, content = '' }: Sent): Promise<Reply> {
    const { port } = server.address() as AddressInfo;
    const own = {
      authorization: `Bearer ${customer.token}`,
      'idempotency-key': aKey(),
      host: `127.0.0.1:${port}`,
    };
    const all = Array.isArray(headers)
      ? [...Object.entries({ host: own.host, authorization: own.authorization }).flat(), ...headers]
      : { ...own, ...headers };
    const length = ['content-length', String(Buffer.byteLength(content))];
    const withLength = Array.isArray(all) ? [...all, ...length] : { ...all, [length[0]!]: length[1]! };
    return new Promise((resolve, reject) => {
      const call = request(
        { port, host: '127.0.0.1', method, path: `/api/v1${path}`, headers: withLength, agent: false },
        (res) => {
          const parts: Buffer[] = [];
          res.on('data', (part: Buffer) => parts.push(part));
          res.on('end', () => {
            const text = Buffer.concat(parts).toString();
            const isJson = String(res.headers['content-type']).includes('json');
            resolve({ status: res.statusCode!, headers: res.headers, body: isJson ? JSON.parse(text) : {} });
          });
        },
      );
      call.on('error', reject);
      call.end(content);
    });
  }
  const expectProblem = (reply: Reply, status: number, code: string) => {
    expect({ status: reply.status, code: reply.body.code }).toEqual({ status, code });
    expect(reply.headers['content-type']).toMatch('application/problem+json');
    expect(reply.body).toMatchObject({ status, title: expect.any(String) });
    expect(reply.body.instance).toBe(`urn:uuid:${String(reply.headers['x-request-id'])}`);
  };
  /** Sends raw bytes without a client; returns the first line of the answer. */
  function sendBytes(lines: string[]): Promise<string> {
    const { port } = server.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(lines.join('\r\n')));
      let said = '';
      socket.on('data', (part) => {
        said += part;
        if (said.includes('\r\n')) socket.destroy();
      });
      socket.on('error', reject);
      socket.on('close', () => resolve(said.split('\r\n')[0]!));
      socket.setTimeout(5_000, () => socket.destroy());
    });
  }
  const needWith = (more: string) => `${JSON.stringify(need).slice(0, -1)},${more}}`;
  const nested = (depth: number, open: string, close: string) =>
    `${open.repeat(depth)}1${close.repeat(depth)}`;

  test('headers of 20 KB, one or many: Node answers 431 before anybody looks', async () => {
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`x-${n}`, 'x'.repeat(50)]));
    for (const headers of [
      { 'x-long': 'x'.repeat(20_000) },
      { cookie: `a=${'x'.repeat(20_000)}` },
      { 'idempotency-key': 'k'.repeat(20_000) },
      many,
    ]) {
      const reply = await send({ headers: { ...JSON_TYPE, ...headers }, content: JSON.stringify(need) });
      expect(reply.status).toBe(431);
    }
    expect((await send({ method: 'GET', path: `/orders?${'a'.repeat(20_000)}` })).status).toBe(431);
  });

  test('headers of 12 KB are read, and no more is made of them', async () => {
    const long = 'x'.repeat(12_000);
    const key = await send({
      headers: { ...JSON_TYPE, 'idempotency-key': long },
      content: JSON.stringify(need),
    });
    expectProblem(key, 400, 'InvalidInput');
    const session = { authorization: `Bearer ${long}`, cookie: '' };
    expectProblem(await send({ method: 'GET', headers: session }), 401, 'NotSignedIn');
    const cookie = { authorization: '', cookie: `better-auth.session_token=${long}` };
    expectProblem(await send({ method: 'GET', headers: cookie }), 401, 'NotSignedIn');
    const languages = { 'accept-language': `${'a,'.repeat(6_000)}en`, authorization: '' };
    expectProblem(await send({ method: 'GET', headers: languages }), 401, 'NotSignedIn');
  });

  test.each([
    ['no JSON by its type', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'UnsupportedMedia'],
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }, 415, 'UnsupportedMedia'],
    ['another JSON', { 'content-type': 'application/merge-patch+json' }, 415, 'UnsupportedMedia'],
    ['JSON as a text', { 'content-type': 'text/json' }, 415, 'UnsupportedMedia'],
    ['XML', { 'content-type': 'application/xml' }, 415, 'UnsupportedMedia'],
    ['a type that is none', { 'content-type': 'application' }, 415, 'UnsupportedMedia'],
    ['two types in one', { 'content-type': 'application/json, text/plain' }, 415, 'UnsupportedMedia'],
    ['no type', {}, 415, 'UnsupportedMedia'],
    ['an empty type', { 'content-type': '' }, 415, 'UnsupportedMedia'],
    ['Latin-1 by name', { 'content-type': 'application/json; charset=iso-8859-1' }, 415, 'UnsupportedMedia'],
    ['GBK by name', { 'content-type': 'application/json; charset=gbk' }, 415, 'UnsupportedMedia'],
    ['an invented charset', { 'content-type': 'application/json; charset=utf-99' }, 415, 'UnsupportedMedia'],
    ['UTF-8 called UTF-16', { 'content-type': 'application/json; charset=utf-16' }, 400, 'InvalidInput'],
    ['an unknown encoding', { ...JSON_TYPE, 'content-encoding': 'compress' }, 415, 'UnsupportedMedia'],
    ['gzip that is none', { ...JSON_TYPE, 'content-encoding': 'gzip' }, 400, 'InvalidInput'],
    ['two encodings', { ...JSON_TYPE, 'content-encoding': 'gzip, gzip' }, 415, 'UnsupportedMedia'],
  ] as const)('a good body with %s', async (_, headers, status, code) => {
    expectProblem(await send({ headers, content: JSON.stringify(need) }), status, code);
  });

  test('little that unpacks to much', async () => {
    const much = Buffer.from(needWith(`"note":"${'x'.repeat(20_000_000)}"`));
    for (const [encoding, pack] of [
      ['gzip', gzipSync],
      ['deflate', deflateSync],
    ] as const) {
      const content = pack(much);
      expect(content.length).toBeLessThan(100_000);
      const headers = { ...JSON_TYPE, 'content-encoding': encoding };
      expectProblem(await send({ headers, content }), 413, 'TooLarge');
    }
  });

  test('nesting: ten thousand objects or lists, below a field or alone, and one level too many', async () => {
    for (const content of [
      nested(10_000, '{"a":', '}'),
      nested(10_000, '[{"a":', '}]'),
      needWith(`"wishes":${nested(10_000, '{"a":', '}')}`),
      needWith(`"wishes":${nested(40_000, '[', ']')}`),
      needWith(`"wishes":${nested(13, '{"a":', '}')}`),
      '{"a":'.repeat(15_000),
    ]) {
      expectProblem(await send({ headers: JSON_TYPE, content }), 400, 'InvalidInput');
    }
  });

  test.each([
    ['__proto__', '"__proto__":{"role":"ops"}'],
    ['__proto__ in escapes', '"\\u005f\\u005fproto\\u005f\\u005f":{"role":"ops"}'],
    ['__proto__ of a field', '"wishes":{"__proto__":{"role":"ops"}}'],
    ['__proto__ in a list', '"wishes":{"brands":[{"__proto__":{"role":"ops"}}]}'],
    ['the prototype of the constructor', '"constructor":{"prototype":{"role":"ops"}}'],
    ['the same of a field', '"wishes":{"constructor":{"prototype":{"role":"ops"}}}'],
    ['prototype', '"prototype":{"role":"ops"}'],
    ['a path as a name', '"__proto__.role":"ops"'],
    ['brackets as a name', '"__proto__[role]":"ops"'],
  ])('a body with %s', async (_, more) => {
    const reply = await send({ headers: JSON_TYPE, content: needWith(more) });
    expectProblem(reply, 400, 'InvalidInput');
    expect(({} as { role?: string }).role).toBeUndefined();
  });

  test.each([
    '__proto__[role]=ops',
    '__proto__.role=ops',
    'constructor[prototype][role]=ops',
    'constructor.prototype.role=ops',
    'limit[__proto__]=1',
    'limit[]=1',
    'limit[]=1&limit[]=2',
    'limit[$gt]=1',
    'limit=1&limit=2',
    'limit=1&limit=1',
    'limit=1&Limit=2',
    'limit=1;limit=2',
    'limit=1%26limit=2',
    // Number() would read them.
    'limit=0x10',
    'limit=%2010',
    'limit=1e1',
    'open=true&open=false&open=true',
  ])('a question such as %s', async (query) => {
    expectProblem(await send({ method: 'GET', path: `/orders?${query}` }), 400, 'InvalidInput');
    // A call that takes no question is not sent one.
    expectProblem(await send({ method: 'GET', path: `/orders/${orderId}?${query}` }), 400, 'InvalidInput');
  });

  test.each([
    ...['__proto__', 'constructor', 'hasOwnProperty', '..%2F..%2Fetc%2Fpasswd', '%00', '%2e%2e', 'a%0d%0ab'],
    "JZ260101-'OR'1'='1",
  ])('the order %s is none', async (id) => {
    expectProblem(await send({ method: 'GET', path: `/orders/${id}` }), 404, 'NotFound');
  });

  test('a question of 1,500 names', async () => {
    const query = Array.from({ length: 1_500 }, (_, n) => `a${n}=1`).join('&');
    expectProblem(await send({ method: 'GET', path: `/orders?${query}` }), 400, 'InvalidInput');
  });

  test('two keys, and a key with another behind it, are no key', async () => {
    const content = JSON.stringify(need);
    const twice = ['content-type', 'application/json', 'idempotency-key', 'a', 'idempotency-key', 'b'];
    expectProblem(await send({ headers: twice, content }), 400, 'InvalidInput');
    const joined = { ...JSON_TYPE, 'idempotency-key': 'a, b' };
    expectProblem(await send({ headers: joined, content }), 400, 'InvalidInput');
  });

  test('a second session and a method in a header count for nothing', async () => {
    const other = await api.signIn(PHONES.ops);
    before = await everything();
    // The first one counts: an order of ops would be another person's.
    const two = ['idempotency-key', aKey(), 'authorization', `Bearer ${other.token}`];
    const me = await send({ method: 'GET', path: '/session', headers: two });
    expect(JSON.stringify(me.body)).toContain(customer.id);
    const override = {
      ...JSON_TYPE,
      'x-http-method-override': 'DELETE',
      'x-original-url': '/api/v1/ops/board',
    };
    expectProblem(await send({ method: 'GET', path: '/nothing', headers: override }), 404, 'NotFound');
    expectProblem(await send({ method: 'DELETE', headers: override }), 405, 'MethodNotAllowed');
  });

  test('calls whose end can be read in two ways never reach us', async () => {
    const head = ['POST /api/v1/orders HTTP/1.1', 'host: x', `authorization: Bearer ${customer.token}`];
    const smuggled = ['0', '', 'POST /api/v1/orders HTTP/1.1', 'host: x', '', ''];
    for (const lines of [
      [...head, 'content-length: 5', 'transfer-encoding: chunked', '', ...smuggled],
      [...head, 'content-length: 5', 'content-length: 6', '', 'hello', ''],
      [...head, 'transfer-encoding: chunked, identity', '', ...smuggled],
      [...head, 'content-length: -1', '', ''],
      [...head, 'content-length : 5', '', 'hello'],
      ['POST /api/v1/orders HTTP/1.1', 'no-host: x', '', ''],
      ['POST /api/v1/or\0ders HTTP/1.1', 'host: x', '', ''],
      [...head, 'x-bad: a\0b', '', ''],
    ]) {
      expect([lines, await sendBytes(lines)]).toEqual([lines, 'HTTP/1.1 400 Bad Request']);
    }
  });

  test('and the look at everything would see one order', async () => {
    expect((await send({ headers: JSON_TYPE, content: JSON.stringify(need) })).status).toBe(201);
    const after = await everything();
    expect(after).not.toEqual(before);
    before = after;
  });
});
