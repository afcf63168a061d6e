import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
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
    ).code;

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

  test('a code: works once, and five wrong guesses end it', async () => {
    const phone = PHONES.otherCustomer;
    await api.as(null)('post', '/session/code').send({ phone }).expect(200);
    const code = await lastCode(phone);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let guess = 0; guess < 5; guess++) {
      const refused = await api.as(null)('post', '/session').send({ phone, code: wrong }).expect(401);
      expect(refused.body.code).toBe('WrongCode');
    }
    const late = await api.as(null)('post', '/session').send({ phone, code });
    expect([401, 429]).toContain(late.status);

    await api.as(null)('post', '/session/code').send({ phone }).expect(200);
    const fresh = await lastCode(phone);
    await api.as(null)('post', '/session').send({ phone, code: fresh }).expect(200);
    await api.as(null)('post', '/session').send({ phone, code: fresh }).expect(401);
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

  test('rates: a production server sends few codes to one phone; a development server does not limit itself', async () => {
    for (let n = 0; n < 8; n++)
      await api.as(null)('post', '/session/code').send({ phone: '13811111111' }).expect(200);
    const production = await anApi({ mode: 'production' });
    try {
      const ask = () => production.as(null)('post', '/session/code').send({ phone: '13811111111' });
      for (let n = 0; n < 5; n++) await ask().expect(200);
      // One number, however it is written.
      for (const phone of ['138 1111 1111', '0086-13811111111', '１３８１１１１１１１１'])
        await production.as(null)('post', '/session/code').send({ phone }).expect(429);
      const refused = await ask().expect(429);
      expect(refused.body).toMatchObject({ code: 'TooManyRequests', status: 429 });
      expect(refused.headers['content-type']).toMatch('application/problem+json');
      // Refused for its phone, the last call did not count for its address.
      for (let n = 5; n < 30; n++)
        await production
          .as(null)('post', '/session/code')
          .send({ phone: `1382222${String(n).padStart(4, '0')}` })
          .expect(200);
      const fromHere = production.as(null)('post', '/session/code').send({ phone: '13833333333' });
      expect((await fromHere.expect(429)).body.code).toBe('TooManyRequests');
      expect(await production.database.models.outbox.count({ where: { to: '+8613833333333' } })).toBe(0);
      await production.as(null)('get', '/dev/outbox').expect(404);
      await production.as(null)('get', '/dev/logins').expect(404);
    } finally {
      await production.close();
    }
  });

  test('rates: codes can be tried ten times for one phone and sixty times from one address', async () => {
    const production = await anApi({ mode: 'production' });
    try {
      const guess = (phone: string) =>
        production.as(null)('post', '/session').send({ phone, code: '000000' });
      for (let n = 0; n < 10; n++) await guess('13811111111').expect(401);
      expect((await guess('13811111111').expect(429)).body.code).toBe('TooManyRequests');
      for (let n = 10; n < 60; n++) await guess(`1382222${String(n).padStart(4, '0')}`).expect(401);
      expect((await guess('13833333333').expect(429)).body.code).toBe('TooManyRequests');
    } finally {
      await production.close();
    }
  });
});
