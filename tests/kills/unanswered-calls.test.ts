import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { workflowIdOf } from '#contracts/names.ts';
import { aFixture, CUSTOMER, type Fixture, SECRET, tenOClock } from '#tests/support/a-fixture.ts';
import { aTaskQueue, localServer, workflowBundle } from '#tests/support/temporal.ts';
import type { ApiCrashPoint, AtCrashPoint } from './api-crash-points.ts';
import { type Heard, type MortalApi, startMortalApi } from './start-mortal-api.ts';
import { whatWasReported } from './what-was-reported.ts';

const PHONE = '13900000001';
const taskQueue = aTaskQueue();

/** One call that was stopped between its effect and its answer when the API was killed. */
interface Life {
  name: 'placeOrder' | 'chooseHelper' | 'addAddress';
  crashPoint: ApiCrashPoint;
  path: string;
  body: object;
  otherBody: object;
  key: string;
  orderId: string;
  at: AtCrashPoint;
  /** The answer that the client got. */
  heard: Heard | 'nothing';
  effectsAtTheKill: Record<string, number>;
}
const POINTS = [
  ['placeOrder', 'before the start'],
  ['placeOrder', 'after the start'],
  ['placeOrder', 'before the answer'],
  ['chooseHelper', 'before the update'],
  ['chooseHelper', 'after the update'],
  ['chooseHelper', 'before the answer'],
  ['addAddress', 'before the answer'],
] as const;

let fixture: Fixture;
let environment: TestWorkflowEnvironment;
let worker: Worker;
let running: Promise<void>;
let api: MortalApi;
let token: string;
let day = 0;
const lives: Life[] = [];

// All calls stop at their crash points at the same time, so that one kill hits each of them.
beforeAll(async () => {
  [fixture, environment] = await Promise.all([aFixture({ max: 10 }), localServer()]);
  worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue,
    workflowBundle: workflowBundle(),
    activities: fixture.activities,
  });
  running = worker.run();
  api = await mortalApi();
  token = await signIn();
  const taken = new Set<string>();
  for (const [name, crashPoint] of POINTS) lives.push(await prepare(name, crashPoint, taken));
  for (const life of lives) {
    life.heard = 'nothing';
    const { path, body, key, crashPoint } = life;
    void api.call({ path, body, key, crashPoint, token }).then(
      (heard) => (life.heard = heard),
      () => undefined,
    );
    life.at = await api.reached(key);
  }
  await api.kill();
  for (const life of lives) {
    life.orderId ||= await placedBy(life);
    life.effectsAtTheKill = await effects(life);
  }
  api = await mortalApi();
}, 240_000);

afterAll(async () => {
  await api?.kill();
  worker?.shutdown();
  await running;
  await environment?.teardown();
  await fixture?.drop();
}, 60_000);

const mortalApi = () =>
  startMortalApi({
    DATABASE_URL: fixture.appUrl,
    TEMPORAL_ADDRESS: environment.address,
    TASK_QUEUE: taskQueue,
    ANJIA_SECRET: SECRET,
    LOG_LEVEL: 'warn',
  });

describe.each(POINTS)('the API is killed in %s, %s', (name, crashPoint) => {
  const life = () => lives.find((one) => one.name === name && one.crashPoint === crashPoint)!;
  const again = (body = life().body) => api.call({ path: life().path, key: life().key, body, token });

  test('the kill met it there, and the client heard nothing', () => {
    expect(life().at).toMatchObject({ crashPoint, key: life().key });
    expect(life().heard).toBe('nothing');
    const { workflows, chosen, addresses } = life().effectsAtTheKill;
    if (name === 'placeOrder') expect(workflows).toBe(crashPoint === 'before the start' ? 0 : 1);
    if (name === 'chooseHelper') expect(chosen).toBe(crashPoint === 'before the update' ? 0 : 1);
    if (name === 'addAddress') expect(addresses).toBe(1);
  });

  test('the same key afterwards: the answer of then, each time, and one effect', async () => {
    const first = await again();
    expect([first.status, first.text]).toEqual([name === 'chooseHelper' ? 200 : 201, first.text]);
    const { value } = life().at;
    if (crashPoint === 'before the answer') expect(first.text).toBe(value);
    const answer = JSON.parse(first.text);
    if (crashPoint === 'after the update')
      expect(answer.version).toBe((value as { version: number }).version);
    if (name !== 'addAddress') expect(answer.orderId).toBe(life().orderId);
    if (crashPoint === 'after the start') {
      const { runId } = await environment.client.workflow.getHandle(workflowIdOf(life().orderId)).describe();
      expect(runId).toBe(value);
    }
    expect(await again()).toEqual(first);
    // Many callers who gave up waiting at the same time.
    for (const one of await Promise.all(Array.from({ length: 5 }, () => again()))) {
      if (one.status === 409) expect(JSON.parse(one.text).code).toBe('KeyInFlight');
      else expect(one).toEqual(first);
    }
    expect(await effects(life())).toEqual(ONE[name]);
  });

  test('another body with this key → 422, and no effect', async () => {
    const other = await again(life().otherBody);
    expect([other.status, JSON.parse(other.text).code]).toEqual([422, 'KeyReused']);
    expect(await effects(life())).toEqual(ONE[name]);
  });
});

test('each order of the customer has one workflow, and none has a second', async () => {
  const { database } = fixture;
  const orders = await database.models.order.findMany({ where: { customerId: CUSTOMER } });
  expect(orders.length).toBe(POINTS.filter(([name]) => name !== 'addAddress').length);
  for (const { id } of orders) {
    await environment.client.workflow.getHandle(workflowIdOf(id)).describe();
  }
});

/** The rows that one call leaves when it is made once. */
const ONE: Record<Life['name'], Record<string, number>> = {
  placeOrder: { orders: 1, inquiries: 1, events: 1, workflows: 1 },
  chooseHelper: { chosen: 1, updates: 1, agreements: 1 },
  addAddress: { addresses: 1, answers: 1 },
};
async function effects({ name, orderId, key, body }: Life): Promise<Record<string, number>> {
  const { database } = fixture;
  const where = { orderId };
  if (name === 'addAddress') {
    const { line } = body as { line: string };
    const lines = await database.models.address.findMany({ where: { personId: CUSTOMER } });
    return {
      addresses: lines.filter((address) => address.line === line).length,
      answers: await database.models.idempotency.count({ where: { key } }),
    };
  }
  if (name === 'placeOrder') {
    const { windowStart } = body as { windowStart: string };
    const workflow = environment.client.workflow
      .getHandle(workflowIdOf(orderId))
      .describe()
      .then(
        () => 1,
        () => 0,
      );
    return {
      // Each order of this test begins on a day of its own.
      orders: await database.models.order.count({ where: { windowStart } }),
      inquiries: await database.models.inquiry.count({ where }),
      events: await database.models.orderEvent.count({ where: { ...where, kind: 'inquiryReceived' } }),
      workflows: await workflow,
    };
  }
  const { updates } = await whatWasReported(environment.client, workflowIdOf(orderId));
  return {
    chosen: await database.models.transition.count({ where: { ...where, key: { contains: 'bookHelper' } } }),
    updates: updates.filter(({ action }) => action === 'chooseHelper').length,
    agreements: await database.models.agreement.count({ where }),
  };
}

async function prepare(name: Life['name'], crashPoint: ApiCrashPoint, taken: Set<string>): Promise<Life> {
  const rest = { at: undefined as never, heard: 'nothing' as const, effectsAtTheKill: {} };
  const life = { name, crashPoint, key: randomUUID(), orderId: '', ...rest };
  if (name === 'placeOrder') {
    const body = await need();
    return { ...life, path: '/orders', body, otherBody: { ...body, quantity: 2 } };
  }
  if (name === 'addAddress') {
    const line = `世纪花园 ${life.key.slice(0, 8)} 号楼`;
    const body = { contactName: '张敏', contactPhone: PHONE, district: '370303', line };
    return { ...life, path: '/addresses', body, otherBody: { ...body, contactName: '李强' } };
  }
  const placed = await api.call({ path: '/orders', body: await need(), token, key: randomUUID() });
  const { orderId } = JSON.parse(placed.text) as { orderId: string };
  const helpers = await shortlistOf(orderId);
  // A helper's bookings wait for one another: each order has its own.
  const helperId = helpers.find((id) => !taken.has(id))!;
  const otherBody = { helperId: helpers.find((id) => id !== helperId) };
  taken.add(helperId);
  return { ...life, orderId, path: `/orders/${orderId}/choice`, body: { helperId }, otherBody };
}

async function shortlistOf(orderId: string): Promise<string[]> {
  const { database } = fixture;
  for (let tries = 0; tries < 600; tries += 1) {
    const { stage } = await database.models.order.findUniqueOrThrow({ where: { id: orderId } });
    const rows = await database.models.candidate.findMany({ where: { orderId }, orderBy: { rank: 'asc' } });
    if (stage === 'selection') return rows.map(({ helperId }) => helperId);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${orderId} found nobody`);
}

async function placedBy({ name, body }: Life): Promise<string> {
  if (name !== 'placeOrder') return '';
  const { windowStart } = body as { windowStart: string };
  return (await fixture.database.models.order.findFirstOrThrow({ where: { windowStart } })).id;
}

/** A day of its own for each order, all on which somebody works. */
async function need(): Promise<Record<string, unknown>> {
  const address = await fixture.database.models.address.findFirstOrThrow({ where: { personId: CUSTOMER } });
  const from = tenOClock(1).getTime() + 86_400_000 * day++;
  return {
    ...{ serviceCode: 'dailyCleaning', addressId: address.id, quantity: 3 },
    windowStart: new Date(from - 3_600_000).toISOString(),
    windowEnd: new Date(from + 7 * 3_600_000).toISOString(),
  };
}

async function signIn(): Promise<string> {
  await api.call({ path: '/session/code', body: { phone: PHONE } });
  const sent = await fixture.database.models.outbox.findFirstOrThrow({
    where: { to: `+86${PHONE}` },
    orderBy: { at: 'desc' },
  });
  const { text } = await api.call({ path: '/session', body: { phone: PHONE, code: sent.code } });
  return (JSON.parse(text) as { token: string }).token;
}
