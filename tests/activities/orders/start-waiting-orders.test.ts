import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type Client, ServiceError } from '@temporalio/client';
import { startWaitingOrders } from '#activities/orders/start-waiting-orders.ts';
import { workflowIdOf } from '#contracts/names.ts';
import { aFixture, type Fixture, type TestOrder } from '#tests/support/a-fixture.ts';

let fixture: Fixture;
let orders: TestOrder[];
let warned: { orderId?: string }[];
beforeAll(async () => {
  fixture = await aFixture();
});
afterAll(async () => fixture.drop());
beforeEach(async () => {
  await fixture.database.models.order.updateMany({ data: { workflowStarted: true } });
  orders = [];
  warned = [];
  for (const minutesAgo of [3, 2, 1]) {
    const order = await fixture.anOrder();
    const createdAt = new Date(Date.now() - minutesAgo * 60_000);
    await fixture.database.models.order.update({ where: { id: order.id }, data: { createdAt } });
    orders.push(order);
  }
});

/** As the client throws it: the server's refusal inside its own error. */
const refusal = (code: number) =>
  new ServiceError('Failed to start Workflow', {
    cause: Object.assign(new Error('refused'), { code, details: '', metadata: {} }),
  });

/** Starts what waits over a Temporal that refuses the oldest order. */
async function start(code: number): Promise<{ started: number; tried: string[] }> {
  const tried: string[] = [];
  const client = {
    workflow: {
      start: async (_: string, { workflowId }: { workflowId: string }) => {
        tried.push(workflowId);
        if (workflowId === workflowIdOf(orders[0]!.id)) throw refusal(code);
      },
    },
  } as unknown as Client;
  const logger = { info: () => undefined, warn: (line: object) => void warned.push(line) };
  const { database } = fixture;
  return { tried, started: await startWaitingOrders({ database, client, taskQueue: 'orders', logger }) };
}
const waiting = async () =>
  Promise.all(orders.map(async (order) => ((await order.row()).workflowStarted ? 'started' : 'waits')));

test('Temporal refuses the oldest order → the others are started, and the log names the one that is not', async () => {
  expect(await start(3)).toEqual({ started: 2, tried: orders.map(({ id }) => workflowIdOf(id)) });
  expect(await waiting()).toEqual(['waits', 'started', 'started']);
  expect(warned.map(({ orderId }) => orderId)).toEqual([orders[0]!.id]);
});

test('Temporal is away → nobody else is tried, all wait for the next round', async () => {
  await expect(start(14)).rejects.toThrow('Failed to start Workflow');
  expect(await waiting()).toEqual(['waits', 'waits', 'waits']);
});
