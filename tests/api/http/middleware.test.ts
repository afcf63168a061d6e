import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import request from 'supertest';
import type { Endpoint } from '#contracts/endpoint.ts';
import { API_PREFIX, http } from '#contracts/http.ts';
import { type Api, aKey, aNeed, anApi, type Person, PHONES } from '#tests/support/an-api.ts';
import { aHeartbeat } from '#tests/support/watch/rows.ts';
import { BODIES, QUERIES, UUID } from './sample-inputs.ts';

const ROWS = Object.entries(http) as [string, Endpoint][];
const ORDER_ID = 'JZ260101-AAAAAAAA';
const fill = (path: string) =>
  path
    .replace(':orderId', ORDER_ID)
    .replace(':answerId', 'a'.repeat(43))
    .replace(':skill', 'elderCare')
    .replaceAll(/:\w+Id/g, UUID);
const methodOf = (row: Endpoint) => row.method.toLowerCase() as 'get';

describe('the doors of the API', () => {
  let api: Api;
  let people: Record<'customer' | 'helper' | 'ops' | 'agent', Person>;
  beforeAll(async () => {
    api = await anApi();
    const [customer, helper, ops, agent] = await Promise.all(
      [PHONES.customer, PHONES.helper, PHONES.ops, PHONES.agent].map((phone) => api.signIn(phone)),
    );
    people = { customer: customer!, helper: helper!, ops: ops!, agent: agent! };
  });
  afterAll(() => api.close());

  const expectProblem = (reply: request.Response, status: number, code: string) => {
    expect({ status: reply.status, code: reply.body.code }).toEqual({ status, code });
    expect(reply.headers['content-type']).toMatch('application/problem+json');
    expect(reply.body).toMatchObject({ status, title: expect.any(String), type: expect.any(String) });
    expect(reply.body.instance).toBe(`urn:uuid:${reply.headers['x-request-id']}`);
  };

  test.each(ROWS.filter(([, row]) => row.roles.length > 0))(
    '%s: is mounted and asks who one is',
    async (_, row) => {
      const reply = await api.as(null)(methodOf(row), fill(row.path)).set('idempotency-key', aKey());
      expectProblem(reply, 401, 'NotSignedIn');
    },
  );

  test.each(ROWS.filter(([, row]) => row.roles.length > 0))(
    '%s: refuses the roles it is not for',
    async (_, row) => {
      for (const [role, person] of Object.entries(people)) {
        if (row.roles.includes(role as never)) continue;
        expectProblem(
          await api.as(person)(methodOf(row), fill(row.path)).set('idempotency-key', aKey()),
          403,
          'NotAllowed',
        );
      }
    },
  );

  test.each(ROWS.filter(([, row]) => row.path.includes(':orderId')))(
    "%s: a missing order and someone else's order answer alike",
    async (name, row) => {
      const other = await api.signIn(PHONES.otherCustomer);
      const { body } = await api
        .as(other)('post', '/orders')
        .set('idempotency-key', aKey())
        .send(await aNeed(api, other.id))
        .expect(201);
      const asker = row.roles.includes('customer')
        ? people.customer
        : row.roles.includes('helper')
          ? people.helper
          : null;
      if (!asker) return;
      const call = (orderId: string) =>
        api
          .as(asker)(methodOf(row), fill(row.path).replace(ORDER_ID, orderId))
          .query(QUERIES[name] ?? {})
          .set('idempotency-key', aKey())
          .send(row.method === 'GET' ? undefined : (BODIES[name] ?? {}));
      const told = api.temporal.told.length;
      expectProblem(await call(body.orderId), 404, 'NotFound');
      expectProblem(await call(ORDER_ID), 404, 'NotFound');
      expectProblem(await call('JZ-nonsense'), 404, 'NotFound');
      expect(api.temporal.told.length).toBe(told);
    },
  );

  test.each(ROWS.filter(([, row]) => row.key))(
    '%s: needs an Idempotency-Key of visible ASCII',
    async (name, row) => {
      const person = people[row.roles[0] as 'ops'];
      const call = () =>
        api
          .as(person)(methodOf(row), fill(row.path))
          .send(BODIES[name] ?? {});
      expectProblem(await call(), 400, 'KeyMissing');
      expectProblem(await call().set('idempotency-key', 'two words'), 400, 'InvalidInput');
      expectProblem(await call().set('idempotency-key', 'k'.repeat(201)), 400, 'InvalidInput');
    },
  );

  test.each(ROWS.filter(([, row]) => row.body && row.roles.length > 0))(
    '%s: unknown fields, wrong types, NUL, half characters, prototype keys and 1 MB are 4xx',
    async (name, row) => {
      const person = people[row.roles[0] as 'ops'];
      const send = (content: string) =>
        api
          .as(person)(methodOf(row), fill(row.path))
          .set('idempotency-key', aKey())
          .set('content-type', 'application/json')
          .send(content);
      const fine = (BODIES[name] ?? {}) as Record<string, unknown>;
      const unknown = await send(JSON.stringify({ ...fine, by: UUID }));
      expectProblem(unknown, 400, 'InvalidInput');
      expect(unknown.body.fields).toContainEqual({ path: 'by', message: 'unknown field' });
      for (const content of [
        '[]',
        'null',
        '"text"',
        '3',
        '{',
        '{"a":',
        JSON.stringify({ ...fine, note: 'a\0b' }),
      ]) {
        expectProblem(await send(content), 400, 'InvalidInput');
      }
      expectProblem(await send('{"note":"\\ud800"}'), 400, 'InvalidInput');
      expectProblem(await send('{"__proto__":{"role":"ops"}}'), 400, 'InvalidInput');
      expectProblem(await send('{"constructor":{"prototype":{"role":"ops"}}}'), 400, 'InvalidInput');
      expectProblem(await send(`${'['.repeat(40_000)}${']'.repeat(40_000)}`), 400, 'InvalidInput');
      expectProblem(await send(JSON.stringify({ note: 'x'.repeat(1_000_000) })), 413, 'TooLarge');
      for (const field of Object.keys(fine)) {
        expectProblem(await send(JSON.stringify({ ...fine, [field]: { a: [1] } })), 400, 'InvalidInput');
      }
      const asText = await api
        .as(person)(methodOf(row), fill(row.path))
        .set('idempotency-key', aKey())
        .set('content-type', 'text/plain')
        .send(JSON.stringify(fine) + ' ');
      expectProblem(asText, 415, 'UnsupportedMedia');
      expect(({} as { role?: string }).role).toBeUndefined();
    },
  );

  test('unknown addresses are 404, wrong methods 405 with what is allowed, broken escapes 404', async () => {
    expectProblem(await api.as(null)('get', '/nothing'), 404, 'NotFound');
    expectProblem(await api.as(null)('post', '/api/nothing').send({}), 404, 'NotFound');
    const wrong = await api.as(people.customer)('delete', '/orders');
    expectProblem(wrong, 405, 'MethodNotAllowed');
    expect(wrong.headers.allow).toBe('POST, GET');
    expectProblem(await api.as(people.customer)('get', '/orders/%E0%A4%A'), 404, 'NotFound');
  });

  test('unknown, repeated and strange query fields are 400', async () => {
    for (const query of [
      'a=1',
      'limit=0',
      'limit=x',
      'open=true&open=false',
      'limit=1e9',
      'open=%00',
      '__proto__=1',
    ]) {
      expectProblem(await api.as(people.customer)('get', `/orders?${query}`), 400, 'InvalidInput');
    }
  });

  test('a problem is worded in the language asked for', async () => {
    const zh = await api.as(null)('get', '/session');
    const en = await api.as(null)('get', '/session').set('accept-language', 'en-GB,en;q=0.8');
    expect([zh.body.title, en.body.title]).toEqual(['请先登录。', 'Please sign in first.']);
  });

  test('security headers are on every answer, and no framework is named', async () => {
    const reply = await api.as(null)('get', '/catalogue').expect(200);
    expect(reply.headers['content-security-policy']).toMatch("default-src 'self'");
    expect(reply.headers['content-security-policy']).toMatch("frame-ancestors 'none'");
    expect(reply.headers['x-content-type-options']).toBe('nosniff');
    expect(reply.headers['x-powered-by']).toBeUndefined();
    expect(reply.headers['cache-control']).toBe('no-store');
  });

  /** Readiness caches its result for a second: the clock is moved past that. */
  const clock = Date.now;
  let aheadMs = 0;
  const aSecondLater = () => {
    aheadMs += 1_050;
    jest.spyOn(Date, 'now').mockImplementation(() => clock() + aheadMs);
  };

  test('health: alive while Temporal is away, ready only with everything', async () => {
    // A killed worker is still listed as a poller; its heartbeat stops.
    const silent = await request(api.app).get('/readyz');
    expect([silent.status, silent.body.detail]).toEqual([503, 'not ready: worker']);
    await aHeartbeat(api.database);
    aSecondLater();
    await request(api.app).get('/readyz').expect(200, { ok: true });
    api.temporal.down = true;
    aSecondLater();
    const away = await request(api.app).get('/readyz');
    await request(api.app).get('/healthz').expect(200);
    api.temporal.down = false;
    expectProblem(away, 503, 'Unavailable');
    expect(away.body.detail).toBe('not ready: temporal, worker');
  });

  test('readiness: however many ask at once, and again within a second, one look is taken', async () => {
    aSecondLater();
    const looks = jest.spyOn(api.temporal, 'answers');
    const ask = () => request(api.app).get('/readyz').expect(200);
    await Promise.all(Array.from({ length: 30 }, ask));
    await ask();
    expect(looks).toHaveBeenCalledTimes(1);
    aSecondLater();
    await ask();
    expect(looks).toHaveBeenCalledTimes(2);
    looks.mockRestore();
  });

  test('readiness: a part that never answers is missing after three seconds, and the next look is a new one', async () => {
    aSecondLater();
    const { answers } = api.temporal;
    api.temporal.answers = () => new Promise<boolean>(() => undefined);
    const hanging = await request(api.app).get('/readyz');
    api.temporal.answers = answers;
    expect([hanging.status, hanging.body.detail]).toEqual([503, 'not ready: temporal']);
    aSecondLater();
    await request(api.app).get('/readyz').expect(200);
  });

  test('openapi.json names every endpoint, and the docs page loads its scripts from here', async () => {
    const { body } = await request(api.app).get('/api/openapi.json').expect(200);
    expect(body.openapi).toBe('3.1.0');
    // What fields need of each other is said, too.
    expect(JSON.stringify(body)).toContain('"dependentRequired":{"startsAt":["namedHelperId"]}');
    for (const [name, row] of ROWS) {
      const path = API_PREFIX + row.path.replaceAll(/:(\w+)/g, '{$1}');
      expect([name, body.paths[path]?.[methodOf(row)]?.operationId]).toEqual([name, name]);
    }
    const page = await request(api.app).get('/api/docs/').expect(200);
    expect(page.text).toMatch('swagger-ui-bundle.js');
    expect(page.text).not.toMatch(/src="https?:/);
    await request(api.app).get('/api/docs/swagger-ui-bundle.js').expect(200);
  });

  test('the log: no phone, no code, no token, no query', async () => {
    await api.as(people.agent)('get', `/ops/customers?phone=${PHONES.customer}`).expect(200);
    const log = api.logged().join('');
    expect(log.length).toBeGreaterThan(1000);
    expect(log).not.toMatch(/139000000\d\d/);
    expect(log).not.toMatch(people.customer.token);
  });
});
