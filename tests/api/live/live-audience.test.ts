import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { type Effect, ORDER } from '#activities/order-rows/order-subject.ts';
import { createTransition } from '#activities/transition/transition.ts';
import { ORDER_CHANNEL } from '#contracts/names.ts';
import type { Move } from '#contracts/transition.ts';
import { anAgreement } from '#tests/support/agreements/rows.ts';
import { type Api, anApi, anOrder, type Person, PHONES, SECRET } from '#tests/support/an-api.ts';
import { aCandidate } from '#tests/support/matching/rows.ts';
import { aHelper } from '#tests/support/people/rows.ts';
import { each } from '#tests/support/rows.ts';

describe('a transition says who may hear of it', () => {
  let api: Api;
  let ears: Client;
  let customer: Person;
  let dropped: Person;
  let booked: Person;
  let orderId: string;
  beforeAll(async () => {
    api = await anApi();
    customer = await api.signIn(PHONES.customer);
    dropped = await api.signIn(PHONES.helper);
    booked = await api.signIn(PHONES.otherHelper);
    ears = new Client({ connectionString: api.deps.env.DATABASE_URL });
    await ears.connect();
    await ears.query(`LISTEN ${ORDER_CHANNEL}`);
  });
  afterAll(async () => {
    await ears.end();
    await api.close();
  });
  beforeEach(async () => {
    orderId = await anOrder(api, customer);
  });

  /** Makes the order's next version; answers what was said of it. */
  async function said(effect: Effect<{ ok: true }>): Promise<string> {
    const { database } = api;
    const { version } = await database.models.order.findUniqueOrThrow({ where: { id: orderId } });
    const step = {
      ...{ key: randomUUID(), orderId, version: version + 1, cause: 'a test', at: new Date().toISOString() },
      actor: { id: null, role: 'system' as const },
    };
    const enter = {
      ...{ stage: 'matching' as const, waitingFor: null, deadline: null, needsOps: false },
      ...{ needsOpsReason: null, settlement: 'none' as const, clockShiftMs: 0 },
    };
    const heard = new Promise<string>((done) => {
      ears.on('notification', function hear({ payload = '' }) {
        if (!payload.startsWith(`${orderId}:${version + 1}`)) return;
        ears.off('notification', hear);
        done(payload);
      });
    });
    await createTransition({ database, secret: SECRET }, ORDER)({ step, enter } as Move, effect);
    return heard;
  }
  const nothing = async () => ({ result: { ok: true as const }, events: [] });
  const people = (payload: string) => payload.split(':')[2]?.split(',').sort();

  test('the customer; all who were ever asked or had an agreement, and who is booked now, each once', async () => {
    expect(people(await said(nothing))).toEqual([customer.id]);
    const payload = await said(async (tx) => {
      const models = await tx.models();
      await aCandidate({ models }, { orderId, helperId: dropped.id });
      await aCandidate({ models }, { orderId, helperId: dropped.id, round: 1 });
      const terms = { terms: {}, termsHash: 'a', status: 'void' };
      await anAgreement({ models }, { orderId, helperId: dropped.id, ...terms });
      return { ...(await nothing()), changes: { helperId: booked.id } };
    });
    expect(people(payload)).toEqual([customer.id, dropped.id, booked.id].sort());
  });

  test('too many for one payload: the version alone', async () => {
    const helpers = await api.database.models.helper.findMany({ take: 80, select: { id: true } });
    const more = 101 - helpers.length;
    const payload = await said(async (tx) => {
      const ids = helpers.map(({ id }) => id);
      const models = await tx.models();
      for (let n = 0; n < more; n += 1) {
        const id = randomUUID();
        const like = await models.helper.findFirstOrThrow();
        await aHelper({ models }, { ...like, id });
        ids.push(id);
      }
      await each(
        aCandidate,
        { models },
        ids.map((id, n) => ({ orderId, helperId: id, rank: n + 1 })),
      );
      return nothing();
    });
    expect(payload).toMatch(/^JZ[^:]+:\d+$/);
  });

  test('the API asks nobody when it is said, and asks when it is not', async () => {
    const server = api.app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const listen = async (who: Person) => {
      const aborter = new AbortController();
      const headers = { authorization: `Bearer ${who.token}` };
      const { body } = await fetch(`http://127.0.0.1:${port}/api/v1/stream`, {
        headers,
        signal: aborter.signal,
      });
      const heard: number[] = [];
      void (async () => {
        for await (const part of body!.pipeThrough(new TextDecoderStream()))
          for (const [, version] of part.matchAll(/"version":(\d+)/g)) heard.push(Number(version));
      })().catch(() => undefined);
      return { heard, close: () => aborter.abort() };
    };
    const streams = await Promise.all([customer, dropped, booked].map(listen));
    const notify = (payload: string) => ears.query(`SELECT pg_notify($1, $2)`, [ORDER_CHANNEL, payload]);
    // Only the database would know that the customer may hear of it.
    await notify(`${orderId}:901:${booked.id},${randomUUID()}`);
    await notify(`${orderId}:902`);
    await notify(`${orderId}:903:${customer.id},${dropped.id},${booked.id}`);
    for (let n = 0; n < 600 && streams.some(({ heard }) => !heard.includes(903)); n += 1)
      await new Promise((done) => setTimeout(done, 50));
    expect(streams.map(({ heard }) => [...heard].sort())).toEqual([[902, 903], [903], [901, 903]]);
    for (const stream of streams) stream.close();
    server.closeAllConnections();
    server.close();
  });
});
