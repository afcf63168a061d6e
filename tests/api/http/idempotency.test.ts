import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import type { Endpoint } from '#contracts/endpoint.ts';
import { type EndpointName, http } from '#contracts/http.ts';
import { ROLES, type Role } from '#contracts/people/roles.ts';
import { type Api, aKey, anApi } from '#tests/support/an-api.ts';
import { type ReadyCall, readyCall } from '../access/authorisation/ask-cells.ts';
import { CELLS } from '../access/authorisation/cells.ts';
import { type City, twoCustomers } from '../access/authorisation/two-customers.ts';

const ROWS = Object.entries(http) as [EndpointName, Endpoint][];
const KEYED = ROWS.filter(([, row]) => row.key).map(([name]) => name);
/** A hundred of each takes minutes: `ANJIA_PARALLEL_CALLS=100` does it. */
const PARALLEL = Number(process.env.ANJIA_PARALLEL_CALLS ?? 20);
/** One of each kind of operation is always run in parallel: own rows, money, a booking, an ending. */
const STORMED: EndpointName[] = ['placeOrder', 'addAddress', 'pay', 'chooseHelper', 'cancelOrder'];
const parallelOf = (name: EndpointName): number => (STORMED.includes(name) ? 100 : PARALLEL);
/** Two persons may get the same answer: a masked phone, an amount. */
const SAYS_NOTHING_OF_IDS: EndpointName[] = ['sendSigningCode', 'waiveFee'];

/** Endpoints that change something without a key, and why a repetition has no further effect. */
const WITHOUT_KEY: Partial<Record<EndpointName, string>> = {
  sendCode: 'another code takes the place of the first; few per phone',
  signIn: 'a code is used up by the first',
  signOut: 'out is out',
  readInbox: 'read is read',
  paymentCallback: 'the payment id is the key, the gateway has no other',
  simulatePayment: 'as the callback',
};
/** Bodies of nothing: there is no other one. */
const NO_OTHER_BODY: EndpointName[] = [
  'sendSigningCode',
  'confirmCompletion',
  'pay',
  'letTimePass',
  'depart',
  'releaseCase',
  'takeOverCase',
  'letCaseTimePass',
];
/** What makes another body of the one that `readyCall` sends. */
const CHANGES: Partial<Record<EndpointName, object>> = {
  addAddress: { contactName: '李强' },
  placeOrder: { quantity: 3 },
  completeInquiry: { quantity: 3 },
  submitReview: { attitude: 4 },
  answerOffer: { reason: 'other' },
  sign: { code: '999999' },
  checkIn: { startCode: '4321' },
  checkOut: { deviceAt: new Date().toISOString() },
  addLeave: { confirm: true },
  chooseHelper: { helperId: '00000000-0000-4000-8000-00000000000b' },
};

describe('one answer per Idempotency-Key', () => {
  let api: Api;
  let city: City;
  let server: Server;
  beforeAll(async () => {
    api = await anApi();
    city = await twoCustomers(api);
    // Like a living order: each accepted message makes another version, so a second effect gives another answer.
    const rules = api.temporal.reply;
    let version = 0;
    api.temporal.reply = (update) => {
      const told = rules(update);
      if (told.is !== 'answered') return told;
      version += 1;
      const { bodyHash } = update.message as { bodyHash?: string };
      return { is: 'answered', answer: { ok: true, version, bodyHash } };
    };
    server = createServer(api.app).listen(0);
  });
  afterAll(async () => {
    server.close();
    await api.close();
  });

  function send(
    call: ReadyCall,
    key: string | null,
    more: { body?: object; path?: string; token?: string } = {},
  ) {
    const token = more.token ?? call.who!.token;
    const asked = request(server)
      [call.method](`/api/v1${more.path ?? call.path}`)
      .query(call.query);
    asked.set('authorization', `Bearer ${token}`);
    if (key !== null) asked.set('idempotency-key', key);
    return asked.send({ ...call.body, ...more.body });
  }
  const roleOf = (name: EndpointName): Role => ROLES.find((role) => CELLS[name][role].startsWith('ok'))!;
  const ready = async (name: EndpointName, situation: 'own' | 'other' = 'own') => {
    // Leftovers of an earlier call of the same endpoint must not interfere.
    await city.renew();
    await api.database.models.leave.deleteMany({
      where: { id: { notIn: city.parties.map(({ leaveId }) => leaveId) } },
    });
    return readyFor(name, situation);
  };
  async function readyFor(name: EndpointName, situation: 'own' | 'other'): Promise<ReadyCall> {
    const call = await readyCall(city, name, CELLS[name], roleOf(name), situation);
    // A payment that waits to be made would be used again.
    await api.database.models.payment.updateMany({ data: { status: 'failed' } });
    // Nobody lives these orders: an answer would wait for its version to be seen.
    await api.database.models.order.updateMany({ data: { version: 100_000 } });
    return call;
  }
  const told = () => new Set(api.temporal.told.map(({ updateId }) => updateId)).size;

  /** The counts of everything that an endpoint may add to. */
  async function effects(): Promise<Record<string, number>> {
    const { database } = api;
    const counts = await Promise.all([
      ...[
        database.models.order.count(),
        database.models.inquiry.count(),
        database.models.address.count(),
        database.models.leave.count(),
      ],
      ...[
        database.models.payment.count(),
        database.models.signingCode.count(),
        database.models.signingEvidence.count(),
      ],
      ...[
        database.models.ledgerEntry.count(),
        database.models.note.count(),
        database.models.orderEvent.count(),
        database.models.notice.count(),
      ],
      database.models.outbox.count(),
    ]);
    return Object.fromEntries([...counts, told()].map((count, n) => [n, count]));
  }
  const said = ({ status, text }: Response) => ({ status, text });
  const withNote = (name: EndpointName, call: ReadyCall) =>
    (http[name] as Endpoint).body?.safeParse({ ...call.body, note: 'x' }).success ? { note: 'x' } : null;

  test('every unsafe endpoint takes a key, sets a value, or says why twice is once', () => {
    const unkeyed = ROWS.filter(([, row]) => !row.key && row.method === 'POST').map(([name]) => name);
    const bySession = ROWS.filter(([name, row]) => row.method === 'DELETE' && name === 'signOut').map(
      ([name]) => name,
    );
    expect([...unkeyed, ...bySession].sort()).toEqual(Object.keys(WITHOUT_KEY).sort());
    for (const name of KEYED) expect([name, http[name].method]).toEqual([name, 'POST']);
  });

  test.each(KEYED)(
    '%s: no key 400; the same key and body: the first answer, byte for byte, and one effect',
    async (name) => {
      const call = await ready(name);
      const before = await effects();
      const none = await send(call, null);
      expect([none.status, none.body.code]).toEqual([400, 'KeyMissing']);
      expect(await effects()).toEqual(before);

      const key = aKey();
      const first = await send(call, key);
      expect([first.text, first.status]).toEqual([first.text, (http[name] as Endpoint).status ?? 200]);
      const once = await effects();
      expect(once).not.toEqual(before);
      // The order changes meanwhile; the answer of this call stays.
      const { orderId } = city.parties[0];
      await api.database.models.order.update({
        where: { id: orderId },
        data: { version: { increment: 50 } },
      });
      for (let again = 0; again < 2; again += 1) expect(said(await send(call, key))).toEqual(said(first));
      expect(await effects()).toEqual(once);

      const change = CHANGES[name] ?? withNote(name, call);
      expect([name, change === null]).toEqual([name, NO_OTHER_BODY.includes(name)]);
      if (!change) return;
      const other = await send(call, key, { body: change });
      expect([other.status, other.body.code]).toEqual([422, 'KeyReused']);
      expect(await effects()).toEqual(once);
      expect(said(await send(call, key))).toEqual(said(first));
    },
  );

  test.each(KEYED)('%s: the same call spelt in another way is the same call', async (name) => {
    const call = await ready(name);
    const key = aKey();
    const first = await send(call, key);
    expect(first.status).toBe((http[name] as Endpoint).status ?? 200);
    const once = await effects();
    const [, start, ...rest] = call.path.split('/');
    const spellings = [
      `${call.path}/`,
      `/${start!.toUpperCase()}${rest.map((part) => `/${part}`).join('')}`,
      call.path.replace(/JZ/, '%4A%5A'),
    ];
    for (const path of spellings)
      expect([path, said(await send(call, key, { path }))]).toEqual([path, said(first)]);
    expect(await effects()).toEqual(once);
  });

  test('what was answered before is found: the route of a key is the address as everybody writes it', async () => {
    const call = await ready('addAddress');
    const key = aKey();
    await send(call, key, { path: '/Addresses/' }).expect(201);
    const { route } = await api.database.models.idempotency.findFirstOrThrow({ where: { key } });
    expect(route).toBe('POST /api/v1/addresses');
    const paid = await ready('pay');
    await send(paid, key).expect(201);
    const kept = await api.database.models.idempotency.findMany({ where: { key } });
    expect(kept.map((one) => one.route)).toContain(`POST /api/v1/orders/${city.parties[0].orderId}/payments`);
  });

  test.each(KEYED.map((name) => [name, parallelOf(name)] as const))(
    '%s: %i at once with one key: one effect, each the saved answer or 409',
    async (name, parallel) => {
      const one = await effectsOfOne(name);
      const call = await ready(name);
      const before = await effects();
      const key = aKey();
      const replies = await Promise.all(Array.from({ length: parallel }, () => send(call, key)));
      const saved = await send(call, key);
      expect(saved.status).toBe((http[name] as Endpoint).status ?? 200);
      for (const reply of replies) {
        if (reply.status === 409) expect(reply.body.code).toBe('KeyInFlight');
        else expect(said(reply)).toEqual(said(saved));
      }
      expect(replies.filter(({ status }) => status === saved.status).length).toBeGreaterThan(0);
      const after = await effects();
      expect(difference(before, after)).toEqual(one);
    },
  );

  test.each(KEYED)('%s: the same key of somebody else is somebody else’s call', async (name) => {
    const [own, other] = city.parties;
    const role = roleOf(name);
    const key = aKey();
    const mine = await send(await ready(name), key);
    expect(mine.status).toBe((http[name] as Endpoint).status ?? 200);
    // Not made anew: both orders are there when the second one calls.
    const call = await readyFor(name, 'other');
    // Staff may work on both orders: there the key also depends on the order.
    const isStaff = role === 'agent' || role === 'ops';
    const token = isStaff ? call.who!.token : other[role].token;
    const before = await effects();
    const theirs = await send(call, key, { token });
    // The same member of staff, and the order stands in the body: another body under one key.
    if (name === 'openCase') return expect([theirs.status, await effects()]).toEqual([422, before]);
    // A signer first needs a code of their own: the call is refused, and not with another person's answer.
    expect([name, theirs.status]).toEqual([name, name === 'sign' ? 401 : mine.status]);
    expect(await effects()).not.toEqual(name === 'sign' ? {} : before);
    if (theirs.text === mine.text) expect(SAYS_NOTHING_OF_IDS).toContain(name);
    if (isStaff || !call.path.includes(other.orderId)) return;
    const path = call.path.replace(other.orderId, own.orderId);
    expect((await send(call, key, { token, path })).body.code).toBe('NotFound');
  });

  /** What one lonely call adds, measured with a key of its own. */
  async function effectsOfOne(name: EndpointName): Promise<Record<string, number>> {
    const call = await ready(name);
    const before = await effects();
    await send(call, aKey());
    const one = difference(before, await effects());
    expect(Object.keys(one).length).toBeGreaterThan(0);
    return one;
  }
});

function difference(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after).flatMap(([kind, count]) =>
      count === before[kind] ? [] : [[kind, count - before[kind]!]],
    ),
  );
}
