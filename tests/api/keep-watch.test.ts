import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { keepWatch } from '#api/watch/keep-watch.ts';
import type { Stuck } from '#contracts/stuck.ts';
import { aHouse, type House } from '#tests/activities/a-house.ts';

let house: House;
/** What the fake Temporal does. */
let temporal = { answers: true };
beforeAll(async () => {
  house = await aHouse();
});
afterAll(async () => house.drop());
beforeEach(() => beat());
afterEach(async () => {
  temporal = { answers: true };
  await house.database.order.updateMany({ data: { workflowStarted: true } });
});

const beat = async (secondsAgo = 0): Promise<void> => {
  const lastAt = new Date(Date.now() - secondsAgo * 1_000);
  const where = { component: 'worker' };
  await house.database.heartbeat.upsert({ where, create: { ...where, lastAt }, update: { lastAt } });
};

const client = {
  options: { namespace: 'default' },
  withDeadline: async (_: number, work: () => Promise<unknown>) => work(),
  workflowService: {
    describeNamespace: async () => {
      if (!temporal.answers) throw new Error('away');
    },
    describeTaskQueue: async () => ({ pollers: [], versioningInfo: null }),
  },
  workflow: { list: async function* () {} },
} as unknown as Client;

/** What one look sees. */
async function look(): Promise<Stuck[]> {
  const logger = { warn: () => undefined, info: () => undefined };
  const { database } = house;
  const watch = keepWatch({
    ...{ database, client, taskQueue: 'orders', heartbeatMs: 5_000, everyMs: 60_000, logger },
  });
  await watch.stop();
  return watch.stuck();
}
const seen = async () => (await look()).map(({ kind, orderId, reason }) => ({ kind, orderId, reason }));

async function aWaitingOrder(secondsAgo: number): Promise<{ id: string; createdAt: Date }> {
  const { id } = await house.anOrder();
  const createdAt = new Date(Date.now() - secondsAgo * 1_000);
  await house.database.order.update({ where: { id }, data: { createdAt } });
  return { id, createdAt };
}

test('a house that works → nothing stands still', async () => {
  expect(await look()).toEqual([]);
});

test('an order whose workflow is not started within half a minute → notStarted, since it was placed', async () => {
  await aWaitingOrder(20);
  const { id: orderId, createdAt } = await aWaitingOrder(40);
  expect(await look()).toEqual([
    { kind: 'notStarted', orderId, reason: 'noWorkflow', since: createdAt.toISOString() },
  ]);
});

test('nothing can be started without Temporal or a worker → that is told, not each order that waits for it', async () => {
  await aWaitingOrder(40);
  await beat(60);
  expect(await seen()).toMatchObject([{ kind: 'noPollers', reason: 'noHeartbeat' }]);
  temporal.answers = false;
  expect(await seen()).toMatchObject([{ kind: 'temporalDown' }]);
});
