import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MockActivityEnvironment } from '@temporalio/testing';
import pg from 'pg';
import { type Gateway, type OutgoingMessage, RefusedByGateway } from '#activities/gateways/gateway.ts';
import { outboxGateway } from '#activities/gateways/outbox.ts';
import { quietUntil } from '#activities/notices/relay/quiet-hours.ts';
import { relayNotices } from '#activities/notices/relay/relay-notices.ts';
import { relayOnce } from '#activities/notices/relay/relay-once.ts';
import { retryBouncedNotices } from '#activities/notices/retry-bounced-notices.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { ORDER_CHANNEL } from '#contracts/names.ts';
import type { Database } from '#platform/database.ts';
import { aFixture, CUSTOMER, type Fixture, HELPER, tenOClock } from '#tests/support/a-fixture.ts';
import { aNotice } from '#tests/support/notices/rows.ts';
import { inHours } from '#tests/support/rows.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture({ max: 8 });
});
afterAll(async () => fixture.drop());
beforeEach(async () => {
  await fixture.database.models.delivery.deleteMany();
  await fixture.database.models.notice.deleteMany();
  await fixture.database.models.outbox.deleteMany();
});

/** About a shortlist, to the customer. */
const toSend = (more: Partial<Parameters<typeof aNotice>[1]> = {}) =>
  aNotice(fixture.database, {
    ...{ personId: CUSTOMER, template: 'shortlistReady', params: { serviceCode: 'dailyCleaning', count: 3 } },
    // A reminder was written before its due time.
    ...(more.wait ? { createdAt: inHours(-1) } : {}),
    ...more,
  });
const deliveries = (noticeId: string) =>
  fixture.database.models.delivery.findMany({ where: { noticeId }, orderBy: { position: 'asc' } });
const neverBounced = async () => {
  throw new Error('told that it bounced');
};
const relay = (
  gateway: Gateway,
  tellBounced: (input: {
    orderId: string;
    noticeId: string;
    position: number;
  }) => Promise<void> = neverBounced,
) => ({
  database: fixture.database,
  gateway,
  tellBounced,
  retryMs: 0,
  attemptsPerChannel: 3,
  pollMs: 20,
});
/** Runs until nothing is due any more. */
async function drain(deps: Parameters<typeof relayOnce>[0]): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    if ((await relayOnce(deps)) === 0) return;
    await new Promise((done) => setTimeout(done, 5));
  }
  throw new Error('never done');
}
/** Refuses the given channels, accepts the others. */
function moody(refuses: string[]): Gateway & { tries: OutgoingMessage[] } {
  const tries: OutgoingMessage[] = [];
  return {
    tries,
    async send(message) {
      tries.push(message);
      if (refuses.includes(message.channel)) throw new Error('503 from the gateway');
    },
  };
}

describe('relay', () => {
  test('a due notice → one SMS in the person’s language to the person’s phone, keyed by notice and channel', async () => {
    await fixture.database.models.person.update({ where: { id: HELPER }, data: { locale: 'en' } });
    const zh = await toSend();
    const en = await toSend({ personId: HELPER, template: 'offer' });
    await drain(relay(outboxGateway(fixture.database)));
    const outbox = await fixture.database.models.outbox.findMany();
    expect(outbox.map((o) => o.key).sort()).toEqual([`${zh}:sms`, `${en}:sms`].sort());
    expect(outbox.find((o) => o.key.startsWith(zh))).toMatchObject({
      to: '+8613900000001',
      body: '【安家】已为您的日常保洁推荐 3 位家政员，请尽快选择。',
    });
    expect(outbox.find((o) => o.key.startsWith(en))?.body).toBe(
      '[Anjia] A new Daily cleaning order is offered to you. Please accept or decline.',
    );
    expect(await deliveries(zh)).toMatchObject([{ status: 'sent', attempts: 1 }]);
    await fixture.database.models.person.update({ where: { id: HELPER }, data: { locale: 'zh-CN' } });
  });

  test('no smartphone: the start code goes to the customer by SMS, and stands in no notice row and no answer to Temporal', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(5) });
    const { candidates } = await order.recommend();
    const booked = await order.book(candidates[0]?.helperId ?? 'nobody');
    if (!booked.ok) throw new Error(booked.code);
    // Some of them may wait for the morning; the hour does not matter here.
    const deliver = async () => {
      await fixture.database.models.notice.updateMany({
        where: { orderId: order.id },
        data: { urgent: true },
      });
      await drain(relay(outboxGateway(fixture.database)));
    };
    const answers: object[] = [await order.sign('helper', booked), await order.sign('customer', booked)];
    await deliver();
    answers.push(await order.visit('departed', { at: new Date(booked.startsAt) }));
    const { startCode } = await fixture.database.models.visit.findUniqueOrThrow({
      where: { orderId: order.id },
    });
    const codeAlone = new RegExp(`(?<![\\w-])${startCode}(?![\\w-])`);
    expect(JSON.stringify(answers)).not.toMatch(codeAlone);
    const rows = await fixture.database.models.notice.findMany({ where: { orderId: order.id } });
    expect(JSON.stringify(rows.map(({ params }) => params))).not.toMatch(codeAlone);

    await deliver();
    const told = new Map(
      (await fixture.database.models.outbox.findMany()).map(({ key, to, body }) => [
        key.split(':')[0],
        { to, body },
      ]),
    );
    const textOf = (template: string) => told.get(rows.find((row) => row.template === template)?.id ?? '');
    for (const template of ['sealedCustomer', 'onTheWay'])
      expect(textOf(template)).toEqual({
        to: '+8613900000001',
        body: expect.stringContaining(`开工码 ${startCode}，请在家政员到达时出示。`),
      });
    const toOthers = [...told.values()].filter(({ to }) => to !== '+8613900000001');
    expect(toOthers.length).toBeGreaterThan(0);
    for (const { body } of toOthers) expect(body).not.toMatch(codeAlone);
  });

  test('three relays at once and 60 notices → each sent exactly once', async () => {
    for (let n = 0; n < 60; n += 1) await toSend();
    const gateway = outboxGateway(fixture.database);
    await Promise.all([1, 2, 3].map(() => drain(relay(gateway))));
    const outbox = await fixture.database.models.outbox.findMany();
    expect(outbox).toHaveLength(60);
    expect(outbox.every((o) => o.attempts === 1)).toBe(true);
  });

  test('killed between sending and noting it → asked for again with the same key, and received once', async () => {
    const id = await toSend();
    const gateway = outboxGateway(fixture.database);
    let died = false;
    let wake: () => void = () => undefined;
    const dying: Gateway = {
      async send(message) {
        await gateway.send(message);
        died = true;
        await new Promise<void>((resolve) => (wake = resolve));
      },
    };
    const zombie = relayOnce(relay(dying));
    while (!died) await new Promise((done) => setTimeout(done, 5));
    expect(await relayOnce(relay(gateway))).toBe(0);
    await fixture.database.models.delivery.updateMany({
      where: { noticeId: id },
      data: { claimedUntil: new Date(Date.now() - 1) },
    });
    await drain(relay(gateway));
    expect(await fixture.database.models.outbox.findMany()).toMatchObject([
      { key: `${id}:sms`, attempts: 2 },
    ]);
    const seen = await deliveries(id);
    expect(seen).toMatchObject([{ status: 'sent' }]);
    // A relay that was only paused changes nothing any more.
    wake();
    await zombie;
    expect(await deliveries(id)).toEqual(seen);
  });

  test('SMS fails three times → WeChat, and nobody is bothered', async () => {
    const id = await toSend();
    const gateway = moody(['sms']);
    await drain(relay(gateway));
    expect(gateway.tries.map((m) => m.channel)).toEqual(['sms', 'sms', 'sms', 'wechat']);
    expect(gateway.tries.at(-1)?.key).toBe(`${id}:wechat`);
    expect(await deliveries(id)).toMatchObject([
      { channel: 'sms', status: 'failed', error: '503 from the gateway' },
      { channel: 'wechat', status: 'sent' },
    ]);
  });

  test('every channel fails → the order is told once; a telling that fails is tried again', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(3) });
    const id = await toSend({ orderId: order.id });
    const told: object[] = [];
    let temporalIsAway = true;
    const tell = async (what: object) => {
      if (temporalIsAway) {
        temporalIsAway = false;
        throw new Error('UNAVAILABLE');
      }
      told.push(what);
    };
    await drain(relay(moody(['sms', 'wechat']), tell));
    expect(told).toEqual([{ orderId: order.id, noticeId: id, position: 1 }]);
    expect((await deliveries(id)).map((d) => d.status)).toEqual(['failed', 'failed']);

    // Ops send it again: it starts with the first channel, and the order is signalled again when that fails, too.
    await fixture.database.transaction((tx) => retryBouncedNotices(tx, order.id));
    await drain(relay(moody(['sms', 'wechat']), tell));
    expect(told.at(-1)).toEqual({ orderId: order.id, noticeId: id, position: 3 });
    await fixture.database.transaction((tx) => retryBouncedNotices(tx, order.id));
    const gateway = moody([]);
    await drain(relay(gateway, tell));
    expect(gateway.tries.map(({ key }) => key)).toEqual([`${id}:sms`]);
    expect((await deliveries(id)).map((d) => d.status)).toEqual(['sent']);
    expect(told).toHaveLength(2);
  });

  test('a failed attempt waits before the next, longer each time', async () => {
    const id = await toSend();
    const deps = { ...relay(moody(['sms'])), retryMs: 10_000 };
    await relayOnce(deps);
    const [first] = await deliveries(id);
    expect((first?.nextAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(8_000);
    expect(await relayOnce(deps)).toBe(0);
    await fixture.database.models.delivery.updateMany({
      where: { noticeId: id },
      data: { nextAt: new Date(0) },
    });
    await relayOnce(deps);
    const [second] = await deliveries(id);
    expect((second?.nextAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(18_000);
  });

  test('untrue after an attempt of unknown result → not sent again, and the delivery says that it may have arrived', async () => {
    const id = await toSend({ voidedAt: new Date(), wait: 'selection' });
    // A relay was killed between sending and recording.
    await fixture.database.models.delivery.updateMany({ where: { noticeId: id }, data: { attempts: 1 } });
    const gateway = moody([]);
    await drain(relay(gateway));
    expect(gateway.tries).toEqual([]);
    expect(await deliveries(id)).toMatchObject([{ status: 'skipped', error: 'mayHaveArrived' }]);
  });

  test('voided → never sent; due later → not yet', async () => {
    const voided = await toSend({ voidedAt: new Date(), wait: 'selection' });
    const later = await toSend();
    await fixture.database.models.delivery.updateMany({
      where: { noticeId: later },
      data: { nextAt: new Date(Date.now() + 60_000) },
    });
    const gateway = moody([]);
    await drain(relay(gateway));
    expect(gateway.tries).toEqual([]);
    expect(await deliveries(voided)).toMatchObject([{ status: 'skipped' }]);
    expect(await deliveries(later)).toMatchObject([{ status: 'waiting' }]);
  });

  test('at night what can wait waits for the morning, what is urgent does not', async () => {
    // A city whose service hours are just not now.
    const local = new Date(Date.now() + 8 * 3_600_000);
    const hour = (n: number) => `${String((local.getUTCHours() + n) % 24).padStart(2, '0')}:00`;
    const from = hour(2);
    const closed = { from, to: from < hour(3) ? hour(3) : '24:00' };
    const order = await fixture.anOrder({ windowStart: tenOClock(3), policy: { serviceHours: closed } });
    const calm = await toSend({ orderId: order.id, urgent: false });
    const urgent = await toSend({ orderId: order.id, urgent: true });
    const gateway = moody([]);
    await drain(relay(gateway));
    expect(gateway.tries.map((m) => m.key)).toEqual([`${urgent}:sms`]);
    const [waiting] = await deliveries(calm);
    expect(waiting).toMatchObject({ status: 'waiting', attempts: 0 });
    expect(waiting?.nextAt.getTime()).toBeGreaterThan(Date.now() + 60 * 60_000 - 61_000);
  });

  test.each([
    ['2026-11-23T10:00:00Z', null],
    ['2026-11-23T13:59:59Z', null],
    ['2026-11-23T14:00:00Z', '2026-11-24T00:00:00.000Z'],
    ['2026-11-23T23:30:00Z', '2026-11-24T00:00:00.000Z'],
  ])('quiet hours 22:00-08:00 in Zibo: at %s → %s', (now, until) => {
    const quiet = quietUntil(STANDARD_POLICY, Date.parse(now));
    expect(quiet === null ? null : new Date(quiet).toISOString()).toBe(until);
  });
});

describe('a batch', () => {
  /** Everybody whose inbox the relay reports as changed. */
  async function inboxes() {
    const client = new pg.Client({ connectionString: fixture.appUrl });
    const told: string[] = [];
    client.on('notification', ({ payload = '' }) => told.push(payload));
    await client.connect();
    await client.query(`LISTEN ${ORDER_CHANNEL}`);
    return {
      async told() {
        // Everything committed before this answer was delivered with it.
        await client.query('SELECT 1');
        return told;
      },
      close: () => client.end(),
    };
  }
  /** The relay's database: counts its own statements, and can make the next one fail. */
  function watched(broken = { times: 0 }) {
    const seen = { notings: 0 };
    const database: Database = {
      ...fixture.database,
      execute(statement) {
        seen.notings += 1;
        if (broken.times > 0) {
          broken.times -= 1;
          return Promise.reject(new Error('no connection'));
        }
        return fixture.database.execute(statement);
      },
    };
    return { database, seen };
  }

  test('of every outcome → each its own, and what is done is noted in one statement', async () => {
    const listening = await inboxes();
    const [first, second] = [await toSend(), await toSend()];
    const reminder = await toSend({ wait: 'selection', personId: HELPER });
    const refused = await toSend({ wait: 'selection' });
    const busy = await toSend();
    const voided = await toSend({ voidedAt: new Date(), wait: 'selection' });
    const sends = new Map<string, number>();
    const gateway: Gateway = {
      async send({ key }) {
        sends.set(key, (sends.get(key) ?? 0) + 1);
        if (key === `${refused}:sms`) throw new RefusedByGateway('unknown number');
        if (key === `${busy}:sms`) throw new Error('busy');
      },
    };
    const { database, seen } = watched();
    expect(await relayOnce({ ...relay(gateway), database, retryMs: 60_000 })).toBe(6);
    expect(seen.notings).toBe(1);
    const done = { claimedUntil: null, error: null };
    for (const id of [first, second, reminder])
      expect(await deliveries(id)).toMatchObject([{ ...done, status: 'sent', sentAt: expect.any(Date) }]);
    expect(await deliveries(voided)).toMatchObject([{ ...done, status: 'skipped', sentAt: null }]);
    expect(await deliveries(refused)).toMatchObject([
      { channel: 'sms', status: 'failed', error: 'unknown number', sentAt: null },
      { channel: 'wechat', status: 'waiting', attempts: 0 },
    ]);
    expect(await deliveries(busy)).toMatchObject([{ status: 'waiting', attempts: 1, error: 'busy' }]);
    // Only a reminder is new in an inbox when it is sent; the others were new when they were written.
    expect(await listening.told()).toEqual([`inbox:${HELPER}`]);
    await listening.close();
    // The next round sends only the rest.
    expect(await relayOnce(relay(gateway))).toBe(1);
    expect([...sends].sort()).toEqual(
      [
        ...[first, second, reminder, refused, busy].map((id) => [`${id}:sms`, 1]),
        [`${refused}:wechat`, 1],
      ].sort(),
    );
  });

  test('with a gateway that hangs for one person → the others’ are noted meanwhile', async () => {
    const [slow, quick, other] = [await toSend(), await toSend(), await toSend({ voidedAt: new Date() })];
    let wake: () => void = () => undefined;
    const gateway: Gateway = {
      async send({ key }) {
        if (key.startsWith(slow)) await new Promise<void>((resolve) => (wake = resolve));
      },
    };
    let over = false;
    const round = relayOnce(relay(gateway)).finally(() => (over = true));
    const statusOf = async (id: string) => (await deliveries(id))[0]?.status;
    for (let n = 0; n < 300 && (await statusOf(quick)) === 'waiting'; n += 1)
      await new Promise((done) => setTimeout(done, 10));
    expect(over).toBe(false);
    expect(await Promise.all([slow, quick, other].map(statusOf))).toEqual(['waiting', 'sent', 'skipped']);
    wake();
    await round;
    expect(await statusOf(slow)).toBe('sent');
  });

  test('that was sent and could not be noted → asked for again with the same keys, and received once', async () => {
    const ids = [await toSend(), await toSend()];
    const gateway = outboxGateway(fixture.database);
    const { database } = watched({ times: 1 });
    await expect(relayOnce({ ...relay(gateway), database })).rejects.toThrow('no connection');
    for (const id of ids) expect(await deliveries(id)).toMatchObject([{ status: 'waiting', attempts: 1 }]);
    expect(await relayOnce(relay(gateway))).toBe(0);
    await fixture.database.models.delivery.updateMany({ data: { claimedUntil: new Date(Date.now() - 1) } });
    expect(await relayOnce(relay(gateway))).toBe(2);
    const outbox = await fixture.database.models.outbox.findMany();
    expect(outbox.map(({ key }) => key).sort()).toEqual(ids.map((id) => `${id}:sms`).sort());
    expect(outbox.every(({ attempts }) => attempts === 2)).toBe(true);
    for (const id of ids) expect(await deliveries(id)).toMatchObject([{ status: 'sent' }]);
  });

  test('the outbox keeps what comes at once: every key once, each with its own words', async () => {
    const gateway = outboxGateway(fixture.database);
    const message = (key: string) => ({ key, channel: 'sms' as const, to: '+86139', body: `to ${key}` });
    await Promise.all(['b', 'a', 'b'].map((key) => gateway.send(message(key))));
    await gateway.send({ ...message('a'), code: '123456' });
    await gateway.send({ ...message('c'), code: '123456', subject: 'Your code' });
    const rows = await fixture.database.models.outbox.findMany({ orderBy: { key: 'asc' } });
    expect(rows).toMatchObject([
      { key: 'a', body: 'to a', attempts: 2, code: null, subject: null },
      { key: 'b', body: 'to b', attempts: 2, code: null },
      { key: 'c', body: 'to c', attempts: 1, code: '123456', subject: 'Your code' },
    ]);
  });
});

describe('the relay as an activity', () => {
  const started = (deps: Parameters<typeof relayNotices>[0]) => {
    const environment = new MockActivityEnvironment();
    return { environment, done: environment.run(relayNotices(deps)) };
  };

  test('sends what comes while it runs; stops when the worker stops, and a database that is away only pauses it', async () => {
    const stopping = new AbortController();
    const gateway = outboxGateway(fixture.database);
    const { done } = started({ ...relay(gateway), stopping: stopping.signal });
    const id = await toSend();
    for (let n = 0; n < 200 && (await fixture.database.models.outbox.count()) === 0; n += 1)
      await new Promise((r) => setTimeout(r, 20));
    expect((await fixture.database.models.outbox.findMany()).map((o) => o.key)).toEqual([`${id}:sms`]);
    stopping.abort();
    await done;
    const warnings: unknown[] = [];
    const broken = { query: () => Promise.reject(new Error('no connection')) } as never;
    const again = new AbortController();
    const paused = started({
      ...relay(gateway),
      database: broken,
      stopping: again.signal,
      logger: { warn: (...args: unknown[]) => void warnings.push(args) },
    });
    await new Promise((r) => setTimeout(r, 80));
    expect(warnings.length).toBeGreaterThan(1);
    again.abort();
    await paused.done;
  });

  test('stops when it is cancelled', async () => {
    const { environment, done } = started(relay(outboxGateway(fixture.database)));
    await new Promise((r) => setTimeout(r, 50));
    environment.cancel();
    await done;
  });
});
