import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { Refused } from '#api/http/refused.ts';
import { sql } from '#platform/sql.ts';
import { type Api, anApi, PHONES } from '#tests/support/an-api.ts';

describe('log-in', () => {
  let api: Api;
  beforeAll(async () => {
    api = await anApi();
  });
  afterAll(() => api.close());

  const lastCode = async (phone: string) =>
    (
      await api.database.models.outbox.findFirstOrThrow({
        where: { to: `+86${phone}` },
        orderBy: { at: 'desc' },
      })
    ).code!;

  test('a demo customer: code from the outbox → signed in as the seeded person, by token and by cookie', async () => {
    const phone = PHONES.customer;
    const sent = await api.as(null)('post', '/session/code').send({ phone }).expect(200);
    expect(sent.body).toEqual({ sentTo: '139****0001' });
    const reply = await api
      .as(null)('post', '/session')
      .send({ phone, code: await lastCode(phone) })
      .expect(200);
    expect(reply.body.me).toMatchObject({ role: 'customer', name: '张敏', maskedPhone: '139****0001' });

    const byToken = await api.as({ id: '', token: reply.body.token })('get', '/session').expect(200);
    expect(byToken.body).toEqual(reply.body.me);
    const [cookie = ''] = reply.get('set-cookie') ?? [];
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    const byCookie = await api.as(null)('get', '/session').set('cookie', cookie.split(';')[0]!).expect(200);
    expect(byCookie.body).toEqual(reply.body.me);
  });

  test('an unknown phone: → a new customer with the name given, the same one at the second log-in', async () => {
    const phone = '13812345678';
    await api.as(null)('post', '/session/code').send({ phone }).expect(200);
    const code = await lastCode(phone);
    const first = await api.as(null)('post', '/session').send({ phone, code, name: '新客户' }).expect(200);
    expect(first.body.me).toMatchObject({ role: 'customer', name: '新客户', city: 'zibo' });
    const again = await api.signIn(phone);
    expect(again.id).toBe(first.body.me.id);
  });

  test('the log-in tables: hold no phone number', async () => {
    await api.signIn(PHONES.ops);
    const tables = await Promise.all([
      api.database.models.user.findMany(),
      api.database.models.verification.findMany(),
      api.database.models.session.findMany(),
      api.database.models.account.findMany(),
    ]);
    expect(tables[0].length).toBeGreaterThan(0);
    expect(JSON.stringify(tables)).not.toMatch(/1390000|13812345678/);
  });

  test('a code: works once; after five wrong guesses this address waits until the code has ended', async () => {
    const phone = PHONES.otherCustomer;
    await api.as(null)('post', '/session/code').send({ phone }).expect(200);
    const code = await lastCode(phone);
    const guess = (typed: string) => api.as(null)('post', '/session').send({ phone, code: typed });
    for (let n = 0; n < 5; n++) expect((await guess(wrong(code)).expect(401)).body.code).toBe('WrongCode');
    const late = await guess(code).expect(429);
    expect(late.body.code).toBe('TooManyRequests');
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(60);

    await api.database.models.verification.deleteMany();
    await api.as(null)('post', '/session/code').send({ phone }).expect(200);
    const fresh = await lastCode(phone);
    await guess(fresh).expect(200);
    await guess(fresh).expect(401);
  });

  test('signing out: ends the session', async () => {
    const who = await api.signIn(PHONES.helper);
    await api.as(who)('put', '/session/locale').send({ locale: 'en' }).expect(200);
    expect((await api.as(who)('get', '/session').expect(200)).body).toMatchObject({
      role: 'helper',
      locale: 'en',
    });
    await api.as(who)('delete', '/session').expect(200);
    const after = await api.as(who)('get', '/session').expect(401);
    expect(after.body).toMatchObject({ code: 'NotSignedIn', status: 401 });
  });

  test('a forged token or cookie: is nobody', async () => {
    await api.as({ id: '', token: 'abc.def' })('get', '/session').expect(401);
    await api.as(null)('get', '/session').set('cookie', 'anjia.session_token=abc.def').expect(401);
    await api.as({ id: '', token: '%00%ff' })('get', '/session').expect(401);
  });

  test('a cookie with a foreign Origin or a form: changes nothing', async () => {
    const phone = PHONES.agent;
    await api.as(null)('post', '/session/code').send({ phone }).expect(200);
    const reply = await api
      .as(null)('post', '/session')
      .send({ phone, code: await lastCode(phone) })
      .expect(200);
    const cookie = (reply.get('set-cookie') ?? [])[0]!.split(';')[0]!;
    const put = () => request(api.app).put('/api/v1/session/locale').set('cookie', cookie);
    const refused = await put().set('origin', 'https://evil.example').send({ locale: 'en' }).expect(403);
    expect(refused.body.code).toBe('NotAllowed');
    await put().set('content-type', 'text/plain').send('{"locale":"en"}').expect(415);
    await put()
      .set('host', 'anjia.test')
      .set('origin', 'http://anjia.test')
      .send({ locale: 'en' })
      .expect(200);
  });

  test('a development server does not limit itself, and sends a code that is good once more', async () => {
    const phone = '13811111111';
    for (let n = 0; n < 8; n++) await api.as(null)('post', '/session/code').send({ phone }).expect(200);
    const sent = await api.database.models.outbox.findMany({ where: { to: `+86${phone}` } });
    expect(sent).toHaveLength(8);
    expect(new Set(sent.map(({ code }) => code)).size).toBe(1);
  });

  describe('F41: limits of a production server', () => {
    let production: Api;
    beforeEach(async () => {
      production = await anApi({ mode: 'production', env: { TRUST_PROXY: 'loopback', CODES_A_DAY: '60' } });
    });
    afterEach(() => production.close());
    const from = (address: string, path: string, body: object) =>
      production.as(null)('post', path).set('x-forwarded-for', address).send(body);
    const ask = (phone: string, address = '203.0.113.1') => from(address, '/session/code', { phone });
    const guess = (phone: string, code: string, address = '203.0.113.1') =>
      from(address, '/session', { phone, code });
    const sentTo = async (phone: string) =>
      (await production.database.models.outbox.findMany({ where: { to: `+86${phone}` } })).map(
        ({ code }) => code!,
      );
    const later = (seconds: number) =>
      production.database.execute(
        sql`UPDATE attempt_count SET ends_at = ends_at - make_interval(secs => ${seconds}::int)`,
      );
    const other = (n: number) => `1382222${String(n).padStart(4, '0')}`;

    test('one phone: a code a minute, five an hour, ten a day; each refusal says how long to wait', async () => {
      const phone = '13811111111';
      await ask(phone).expect(200);
      // One number, however it is written and wherever it is asked from.
      for (const typed of [phone, '138 1111 1111', '0086-13811111111', '１３８１１１１１１１１']) {
        const refused = await ask(typed, '203.0.113.2').expect(429);
        expect(refused.body).toMatchObject({ code: 'TooManyRequests', status: 429 });
        expect(refused.headers['content-type']).toMatch('application/problem+json');
        expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
      }
      for (let n = 1; n < 5; n++) {
        await later(61);
        await ask(phone).expect(200);
      }
      await later(61);
      expect(Number((await ask(phone).expect(429)).headers['retry-after'])).toBeGreaterThan(3000);
      for (let n = 5; n < 10; n++) {
        await later(3600);
        await ask(phone).expect(200);
      }
      await later(3600);
      expect(Number((await ask(phone).expect(429)).headers['retry-after'])).toBeGreaterThan(40_000);
      expect(await sentTo(phone)).toHaveLength(10);
    });

    test('asking again, by whomever, does not end the code that was sent', async () => {
      const phone = '13811111111';
      await ask(phone).expect(200);
      const [code] = await sentTo(phone);
      await later(61);
      await ask(phone, '198.51.100.9').expect(200);
      expect(await sentTo(phone)).toEqual([code, code]);
      await guess(phone, code!).expect(200);
    });

    test('a stranger who guesses wrongly waits; the owner signs in', async () => {
      const phone = '13811111111';
      await ask(phone).expect(200);
      const [code] = await sentTo(phone);
      for (let n = 0; n < 5; n++) await guess(phone, wrong(code!), '198.51.100.9').expect(401);
      const refused = await guess(phone, code!, '198.51.100.9').expect(429);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(60);
      await guess(phone, code!).expect(200);
    });

    test('many phones behind one address get their codes; with many wrong guesses it waits', async () => {
      for (let n = 0; n < 32; n++) await ask(other(n)).expect(200);
      for (let n = 0; n < 10; n++) await guess(other(n), '000000').expect(401);
      expect((await ask('13833333333').expect(429)).headers['retry-after']).toBeDefined();
      expect(await sentTo('13833333333')).toEqual([]);
      await ask('13833333333', '203.0.113.77').expect(200);
    });

    test('sixty wrong guesses from one address, whatever the phones → it waits', async () => {
      for (let n = 0; n < 60; n++) await guess(other(n), '000000').expect(401);
      await guess('13833333333', '000000').expect(429);
      await guess('13833333333', '000000', '203.0.113.77').expect(401);
    });

    test('the budget of a day: then nobody gets a code, and the log says so', async () => {
      for (let n = 0; n < 60; n++) await ask(other(n), `203.0.113.${n}`).expect(200);
      await ask('13833333333').expect(429);
      expect(production.logged().some((line) => line.includes('the budget of log-in codes is used up'))).toBe(
        true,
      );
    });

    test('a code that could not be sent does not count', async () => {
      const phone = '13811111111';
      const { login } = production.deps;
      const { sendCode } = login;
      login.sendCode = () => Promise.reject(new Refused('Unavailable'));
      await ask(phone).expect(503);
      login.sendCode = sendCode;
      await ask(phone).expect(200);
    });

    test('development endpoints are not there', async () => {
      await production.as(null)('get', '/dev/outbox').expect(404);
      await production.as(null)('get', '/dev/logins').expect(404);
    });
  });
});

const wrong = (code: string): string => (code === '000000' ? '000001' : '000000');
