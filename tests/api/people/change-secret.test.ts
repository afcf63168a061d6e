import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request, { type Test } from 'supertest';
import { paymentSimulator } from '#activities/gateways/payment-simulator.ts';
import { signingFacts } from '#api/agreements/reads/signing-facts.ts';
import { hashSigningCode } from '#api/agreements/writes/make-signing-code.ts';
import { proveSigner } from '#api/agreements/writes/prove-signer.ts';
import { createApp } from '#api/app.ts';
import type { Deps } from '#api/deps.ts';
import type { Reader } from '#api/http/reader.ts';
import { createLogin } from '#api/people/login/create-login.ts';
import { emailOfHash, phoneHash } from '#platform/personal.ts';
import { makeProof, verifyProof } from '#platform/proof.ts';
import { renewPhoneHashes, UnknownHash } from '#scripts/rotate/renew-phone-hashes.ts';
import { aSigningCode } from '#tests/support/agreements/rows.ts';
import { type Api, aKey, aNeed, anApi, anOrder, PHONES, SECRET } from '#tests/support/an-api.ts';

const OLD = SECRET;
const NEW = 'another secret of thirty-two letters';
const BATCH = 7;

describe('changing the secret of a running instance', () => {
  let api: Api;
  beforeAll(async () => {
    api = await anApi();
  });
  afterAll(() => api.close());

  /** The same instance with a process that was started with other secrets. */
  function withSecrets(secret: string, ...before: string[]) {
    const env = { ...api.deps.env, ANJIA_SECRET: secret, ANJIA_SECRETS_BEFORE: before };
    const { database, sendCode } = api.deps;
    const login = createLogin({ env, database, send: sendCode });
    const deps: Deps = { ...api.deps, env, login };
    const app = createApp(deps);
    const call = (method: 'get' | 'post' | 'delete', path: string, token?: string): Test => {
      const asked = request(app)[method](`/api/v1${path}`);
      return token ? asked.set('authorization', `Bearer ${token}`) : asked;
    };
    return { deps, call };
  }
  type Instance = ReturnType<typeof withSecrets>;
  const old = () => withSecrets(OLD);
  const oldThatKnows = () => withSecrets(OLD, NEW);
  const changed = () => withSecrets(NEW, OLD);
  const forgot = () => withSecrets(NEW);

  const askCode = async (instance: Instance, phone: string): Promise<string> => {
    await instance.call('post', '/session/code').send({ phone }).expect(200);
    const sent = await api.database.models.outbox.findFirstOrThrow({
      where: { to: `+86${phone}` },
      orderBy: { at: 'desc' },
    });
    return sent.code!;
  };
  const enter = (instance: Instance, phone: string, code: string) =>
    instance.call('post', '/session').send({ phone, code });
  async function signIn(
    instance: Instance,
    phone: string,
  ): Promise<{ id: string; token: string; cookie: string }> {
    const answer = await enter(instance, phone, await askCode(instance, phone)).expect(200);
    const [cookie = ''] = answer.get('set-cookie') ?? [];
    return { id: answer.body.me.id, token: answer.body.token, cookie: cookie.split(';')[0]! };
  }
  const renew = (more: Partial<Parameters<typeof renewPhoneHashes>[0]> = {}) =>
    renewPhoneHashes({ database: api.database, secret: [NEW, OLD], batch: BATCH, ...more });

  test('a session of before goes on, by token and by cookie; without the old secret it does not', async () => {
    const { token, cookie, id } = await signIn(old(), PHONES.customer);
    const instance = changed();
    expect((await instance.call('get', '/session', token).expect(200)).body.id).toBe(id);
    await instance.call('get', '/session').set('cookie', cookie).expect(200);
    await forgot().call('get', '/session', token).expect(401);
    await forgot().call('get', '/session').set('cookie', cookie).expect(401);

    // While processes with both secrets run, each accepts the other's values.
    const newer = await signIn(instance, PHONES.customer);
    await oldThatKnows().call('get', '/session', newer.token).expect(200);
    await old().call('get', '/session', newer.token).expect(401);
  });

  test('a session of before that is due is renewed under the new secret; signing out ends it', async () => {
    const { token, cookie, id } = await signIn(old(), PHONES.otherCustomer);
    await api.database.models.session.updateMany({
      where: { userId: id },
      data: { expiresAt: new Date(Date.now() + 28 * 86_400_000) },
    });
    await forgot().call('get', '/session').set('cookie', cookie).expect(401);
    const renewed = await changed().call('get', '/session').set('cookie', cookie).expect(200);
    const anew = renewed.get('set-cookie')?.[0]?.split(';')[0] ?? '';
    expect(anew).not.toBe(cookie);
    await forgot().call('get', '/session').set('cookie', anew).expect(200);
    await changed().call('get', '/session', token).expect(200);
    await changed().call('delete', '/session', token).set('idempotency-key', aKey()).send({});
    await changed().call('get', '/session', token).expect(401);
    await forgot().call('get', '/session').set('cookie', anew).expect(401);
  });

  test('a code asked for before counts after, for a known phone and a new one: the same person at every process', async () => {
    for (const phone of [PHONES.helper, '13812340001']) {
      const first = await enter(changed(), phone, await askCode(oldThatKnows(), phone)).expect(200);
      const second = await enter(oldThatKnows(), phone, await askCode(changed(), phone)).expect(200);
      expect(second.body.me.id).toBe(first.body.me.id);
      await enter(forgot(), phone, await askCode(old(), phone)).expect(401);
    }
  });

  test('a call of before: the same body gets its answer, another body none', async () => {
    const { token, id } = await signIn(old(), PHONES.customer);
    const [need, key] = [await aNeed(api, id), aKey()];
    const place = (instance: Instance, body: object) =>
      instance.call('post', '/orders', token).set('idempotency-key', key).send(body);
    const first = await place(old(), need).expect(201);
    expect((await place(changed(), need).expect(201)).body).toEqual(first.body);
    expect((await place(changed(), { ...need, careNotes: 'two cats' }).expect(422)).body.code).toBe(
      'KeyReused',
    );

    const { orderId } = first.body;
    const cancelKey = aKey();
    const cancel = (instance: Instance, reason: string) =>
      instance
        .call('post', `/orders/${orderId}/cancellation`, token)
        .set('idempotency-key', cancelKey)
        .send({ reason });
    const cancelled = await cancel(old(), 'changedMind').expect(200);
    expect((await cancel(changed(), 'changedMind').expect(200)).body).toEqual(cancelled.body);
    expect((await cancel(changed(), 'tooExpensive')).body.code).toBe('KeyReused');
  });

  test('proofs, signing codes and payment reports of before count, and none that nobody made', async () => {
    const body = { by: 'me', role: 'customer' };
    const claim = { subject: 'order', id: 'JZ-1', message: 'cancelOrder', messageId: 'm', body };
    expect(verifyProof([NEW, OLD], claim, makeProof(OLD, claim))).toBe(true);
    expect(verifyProof([NEW, OLD], claim, makeProof(NEW, claim))).toBe(true);
    expect(verifyProof(NEW, claim, makeProof(OLD, claim))).toBe(false);
    expect(verifyProof([NEW, OLD], claim, makeProof('a third secret of thirty-two letters', claim))).toBe(
      false,
    );

    const report = paymentSimulator(OLD).sign({
      paymentId: 'p',
      amountFen: 1,
      gatewayRef: 'r',
      result: 'paid',
    });
    expect(paymentSimulator([NEW, OLD]).verify(report)).toBe(true);
    expect(paymentSimulator(NEW).verify(report)).toBe(false);

    const customer = await api.signIn(PHONES.customer);
    const orderId = await anOrder(api, customer);
    const id = randomUUID();
    const codeHash = hashSigningCode(OLD, id, '123456');
    await aSigningCode(api.database, { id, orderId, personId: customer.id, codeHash });
    const prove = async (instance: Instance, code: string) => {
      const { database } = instance.deps;
      const reader: Reader = { id: customer.id, role: 'customer', city: 'zibo', locale: 'zh-CN' };
      const call = { reader, orderId, evidenceId: randomUUID(), termsHash: 'a'.repeat(64) };
      const facts = await signingFacts({ ...call, database });
      await proveSigner({ ...call, deps: instance.deps, facts, code, req: { headers: {} } as never });
    };
    await expect(prove(forgot(), '123456')).rejects.toMatchObject({ code: 'WrongCode' });
    await expect(prove(changed(), '123457')).rejects.toMatchObject({ code: 'WrongCode' });
    await prove(changed(), '123456');
  });

  test('with a mistyped secret nothing is renewed', async () => {
    const before = await api.database.models.personPrivate.findMany({ orderBy: { personId: 'asc' } });
    await expect(renew({ secret: [NEW, 'a third secret of thirty-two letters'] })).rejects.toThrow(
      UnknownHash,
    );
    expect(await api.database.models.personPrivate.findMany({ orderBy: { personId: 'asc' } })).toEqual(
      before,
    );
  });

  test('renewing: stopped and run again, beside people who log in; afterwards the old secret is not needed', async () => {
    const { database } = api;
    // Some have logged in, some are only known by phone, one has a code on its way.
    const before = await signIn(oldThatKnows(), PHONES.ops);
    const code = await askCode(oldThatKnows(), PHONES.agent);
    const people = await database.models.personPrivate.count();
    const isOld = async (): Promise<number> => {
      const users = new Map(
        (await database.models.user.findMany()).map(({ id, phoneNumber }) => [id, phoneNumber]),
      );
      return (await database.models.personPrivate.findMany()).filter(
        ({ personId, phone, phoneHash: stored }) => {
          const hash = phoneHash(NEW, phone);
          return stored !== hash || (users.get(personId) ?? hash) !== hash;
        },
      ).length;
    };
    const olds = await isOld();
    expect(olds).toBeGreaterThan(3 * BATCH);
    expect(await renew({ looksOnly: true })).toEqual({ people, renewed: olds, logins: 0, codes: 0 });
    expect(await isOld()).toBe(olds);

    // Killed after its first batch.
    const stop = () => {
      throw new Error('stopped');
    };
    await expect(renew({ told: stop })).rejects.toThrow('stopped');
    const left = await isOld();
    expect(left).toBeLessThan(olds);
    expect(left).toBeGreaterThan(0);

    // Everybody who logs in meanwhile stays the same person. A code whose person is renewed between request and log-in
    // may have to be requested again, and never makes a second person.
    const phones = [PHONES.customer, PHONES.otherCustomer, PHONES.helper, PHONES.otherHelper];
    const ids = new Map(
      (await database.models.personPrivate.findMany()).map((row) => [row.phone, row.personId]),
    );
    const renewing = renew();
    await Promise.all(
      phones.map(async (phone) => {
        const instance = changed();
        for (let n = 0; n < 3; n += 1) {
          const answer = await enter(instance, phone, await askCode(instance, phone));
          expect([200, 401]).toContain(answer.status);
          if (answer.status === 200) expect(answer.body.me.id).toBe(ids.get(`+86${phone}`));
        }
      }),
    );
    const renewed = await renewing;
    expect(renewed).toMatchObject({ people, renewed: left });
    expect(await isOld()).toBe(0);
    expect(await renew()).toEqual({ people, renewed: 0, logins: 0, codes: 0 });
    expect(await database.models.personPrivate.count()).toBe(people);

    const users = await database.models.user.findMany();
    for (const user of users) {
      const { phone } = await database.models.personPrivate.findUniqueOrThrow({
        where: { personId: user.id },
      });
      const hash = phoneHash(NEW, phone);
      expect([user.phoneNumber, user.email]).toEqual([hash, emailOfHash(hash)]);
    }
    expect((await signIn(forgot(), PHONES.ops)).id).toBe(before.id);
    expect((await enter(forgot(), PHONES.agent, code).expect(200)).body.me.id).toBe(
      ids.get(`+86${PHONES.agent}`),
    );
    // Nobody became another person.
    const persons = new Set(ids.values());
    expect((await database.models.user.findMany()).filter(({ id }) => !persons.has(id))).toEqual([]);
  }, 60_000);
});
