import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { knownSession } from '#api/people/login/known-session.ts';
import { deriveKey } from '#platform/proof.ts';
import { type Api, anApi, type Person, PHONES, SECRET } from '#tests/support/an-api.ts';

const COOKIE = 'anjia.session_token';

describe('a session that only needs looking up', () => {
  let api: Api;
  let customer: Person;
  beforeAll(async () => {
    api = await anApi();
    customer = await api.signIn(PHONES.customer);
  });
  afterAll(() => api.close());

  const secrets = [deriveKey(SECRET, 'session').toString('base64url')];
  const known = (headers: Record<string, string>) =>
    knownSession({ database: api.database, secrets, cookieName: COOKIE, req: { headers } as never });
  const bearer = (token: string) => known({ authorization: `Bearer ${token}` });
  const sessionOf = (person: Person) =>
    api.database.models.session.findFirstOrThrow({
      where: { userId: person.id },
      orderBy: { createdAt: 'desc' },
    });
  const me = (token: string) => api.as({ id: '', token })('get', '/session');

  test('signed and young: the person, by token and by cookie', async () => {
    expect(await bearer(customer.token)).toMatchObject({ id: customer.id, role: 'customer', city: 'zibo' });
    expect(await known({ cookie: `a=b; ${COOKIE}=${customer.token}` })).toMatchObject({ id: customer.id });
    await me(customer.token).expect(200);
  });

  test.each([
    ['a changed token', (t: string) => `${t.startsWith('x') ? 'y' : 'x'}${t.slice(1)}`],
    ['a changed signature', (t: string) => t.replace(/\.(.)/, (_, c) => `.${c === 'a' ? 'b' : 'a'}`)],
    ['no signature', (t: string) => t.split('.')[0]!],
    ['an empty signature', (t: string) => `${t.split('.')[0]}.`],
    ['a broken escape', (t: string) => `${t}%zz`],
  ])('%s: nobody', async (_, change) => {
    expect(await bearer(change(customer.token))).toBeNull();
    await me(change(customer.token)).expect(401);
  });

  test('two such cookies, or a cookie beside other credentials: not judged here', async () => {
    const one = `${COOKIE}=${customer.token}`;
    expect(await known({ cookie: `${one}; ${one}` })).toBeNull();
    expect(await known({ cookie: one, authorization: 'Basic eA==' })).toBeNull();
  });

  test('due for renewal: better-auth renews it; expired, signed out, not active any more: nobody', async () => {
    const person = await api.signIn(PHONES.otherCustomer);
    const { id } = await sessionOf(person);
    const expires = (inMs: number) =>
      api.database.models.session.update({ where: { id }, data: { expiresAt: new Date(Date.now() + inMs) } });
    await expires(28 * 86_400_000);
    expect(await bearer(person.token)).toBeNull();
    await me(person.token).expect(200);
    expect((await sessionOf(person)).expiresAt.getTime()).toBeGreaterThan(Date.now() + 29.5 * 86_400_000);
    expect(await bearer(person.token)).toMatchObject({ id: person.id });
    await expires(-1_000);
    expect(await bearer(person.token)).toBeNull();
    await me(person.token).expect(401);

    const again = await api.signIn(PHONES.otherCustomer);
    await api.database.models.person.update({ where: { id: again.id }, data: { active: false } });
    expect(await bearer(again.token)).toBeNull();
    await me(again.token).expect(401);
    await api.database.models.person.update({ where: { id: again.id }, data: { active: true } });
    await api.as(again)('delete', '/session').send({});
    expect(await bearer(again.token)).toBeNull();
    await me(again.token).expect(401);
  });
});
