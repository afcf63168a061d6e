import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { startInputOf } from '#activities/orders/start-order.ts';
import { createTemporalPort, type TemporalPort } from '#api/messages/temporal.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { WorkflowView } from '#contracts/messages.ts';
import { ORDER_WORKFLOW, workflowIdOf } from '#contracts/names.ts';
import { fakeActivities, HELPERS } from '#tests/support/fake-activities.ts';
import { aTaskQueue, localServer, workflowBundle } from '#tests/support/temporal.ts';

const CUSTOMER = '00000000-0000-4000-8000-0000000000c1';

describe('what the API hears from a real Temporal server', () => {
  let environment: TestWorkflowEnvironment;
  let port: TemporalPort;
  let worker: Worker;
  let running: Promise<void>;
  let startWorker: () => Promise<void>;
  const taskQueue = aTaskQueue();
  const fakes = fakeActivities();
  let open: () => void = () => undefined;
  let gate = Promise.resolve();

  beforeAll(async () => {
    environment = await localServer();
    port = createTemporalPort({ client: environment.client, taskQueue, acceptedWithinMs: 14_000 });
    const activities = {
      ...fakes.activities,
      // A transition that takes long, as when the database is away.
      bookHelper: async (input: Parameters<typeof fakes.activities.bookHelper>[0]) => {
        await gate;
        return fakes.activities.bookHelper(input);
      },
    };
    startWorker = async () => {
      worker = await Worker.create({
        connection: environment.nativeConnection,
        taskQueue,
        workflowBundle: workflowBundle(),
        activities,
      });
      running = worker.run();
    };
    await startWorker();
  });
  afterAll(async () => {
    open();
    if (worker.getState() === 'RUNNING') worker.shutdown();
    await running;
    await environment.teardown();
  });

  async function started(): Promise<string> {
    const orderId = `JZ260101-${randomUUID().slice(0, 8)}`;
    const start = new Date(Date.now() + 48 * 3_600_000);
    fakes.placeAt(orderId, start.toISOString());
    const order = {
      id: orderId,
      customerId: CUSTOMER,
      city: 'zibo',
      district: '370303',
      serviceCode: 'dailyCleaning',
      quantity: 3,
      minutes: 180,
      windowStart: start,
      windowEnd: new Date(start.getTime() + 4 * 3_600_000),
      createdAt: new Date(),
      policy: STANDARD_POLICY,
    };
    const args = [startInputOf({ order: order as never, shape: 'visit', received: { complete: true } })];
    const options = {
      workflowId: workflowIdOf(orderId),
      taskQueue,
      workflowIdConflictPolicy: 'USE_EXISTING' as const,
      workflowIdReusePolicy: 'REJECT_DUPLICATE' as const,
      args,
    };
    await port.start({ workflow: ORDER_WORKFLOW, options }, 10_000);
    // A second start is the same order.
    await port.start({ workflow: ORDER_WORKFLOW, options }, 10_000);
    // Waits until it is idle: while a transition runs, messages are accepted and answered in turn.
    const handle = environment.client.workflow.getHandle(workflowIdOf(orderId));
    for (let n = 0; (await handle.query<WorkflowView>('orderView')).stage !== 'selection'; n++) {
      if (n > 400) throw new Error('the order has not come to its selection');
      await new Promise((done) => setTimeout(done, 50));
    }
    return orderId;
  }
  const envelope = {
    by: CUSTOMER,
    role: 'customer' as const,
    proof: `v2_${'p'.repeat(43)}`,
    bodyHash: 'h'.repeat(43),
  };
  const choose = (orderId: string, updateId: string, withinMs: number) =>
    port.update({
      workflowId: workflowIdOf(orderId),
      action: 'chooseHelper',
      message: { ...envelope, helperId: HELPERS[0]! },
      updateId,
      withinMs,
    });
  const cancel = (orderId: string, updateId: string, withinMs = 10_000, through = port) =>
    through.update({
      workflowId: workflowIdOf(orderId),
      action: 'cancelOrder',
      message: { ...envelope, reason: 'changedMind' },
      updateId,
      withinMs,
    });

  test('an order nobody started is gone; a refusal is its code; a misshapen message is refused too', async () => {
    expect(await cancel('JZ260101-NOTHING2', 'u-1-nobody')).toEqual({ is: 'gone' });
    const orderId = await started();
    const message = { ...envelope, attitude: 5, effect: 5, contractKept: true };
    const early = await port.update({
      workflowId: workflowIdOf(orderId),
      action: 'submitReview',
      message,
      updateId: 'u-2-early',
      withinMs: 10_000,
    });
    expect(early).toEqual({ is: 'refused', code: 'WrongStage' });
    const wrong = { ...envelope, helperId: 3 } as never;
    const misshapen = await port.update({
      workflowId: workflowIdOf(orderId),
      action: 'chooseHelper',
      message: wrong,
      updateId: 'u-3-wrong',
      withinMs: 10_000,
    });
    expect(misshapen).toEqual({ is: 'refused', code: 'BadMessage' });
    expect(
      await port.answer({ workflowId: workflowIdOf(orderId), updateId: 'u-4-never-told', withinMs: 2_000 }),
    ).toEqual({
      is: 'unknown',
    });
  });

  test('a slow transition: pending, and the same update id gets the one answer later', async () => {
    const orderId = await started();
    gate = new Promise((done) => {
      open = done;
    });
    expect(await choose(orderId, 'u-5-slow', 1_000)).toEqual({ is: 'pending' });
    expect(
      await port.answer({ workflowId: workflowIdOf(orderId), updateId: 'u-5-slow', withinMs: 500 }),
    ).toEqual({ is: 'pending' });
    open();
    const answered = await choose(orderId, 'u-5-slow', 10_000);
    expect(answered).toMatchObject({ is: 'answered', answer: { ok: true, bodyHash: envelope.bodyHash } });
    expect(
      await port.answer({ workflowId: workflowIdOf(orderId), updateId: 'u-5-slow', withinMs: 2_000 }),
    ).toEqual(answered);
    expect(fakes.namesOf(orderId).filter((name) => name === 'bookHelper')).toHaveLength(1);
  });

  test('a closed order: gone for a new message, but what was told before keeps its answer', async () => {
    const orderId = await started();
    const answered = await cancel(orderId, 'u-6-cancel');
    expect(answered).toMatchObject({ is: 'answered', answer: { ok: true } });
    await environment.client.workflow.getHandle(workflowIdOf(orderId)).result();
    expect(await cancel(orderId, 'u-7-again')).toEqual({ is: 'gone' });
    expect(
      await port.answer({ workflowId: workflowIdOf(orderId), updateId: 'u-6-cancel', withinMs: 2_000 }),
    ).toEqual(answered);
    const sent = await port.signal({
      orderId,
      signal: 'paymentSettled',
      body: { messageId: 'm', paymentId: 'p', amountFen: 1 },
    });
    expect(sent).toBe('gone');
  });

  test('a worker polls this queue, and nobody polls another', async () => {
    expect(await port.answers()).toBe(true);
    expect(await port.workerPolls()).toBe(true);
    const other = createTemporalPort({ client: environment.client, taskQueue: 'nobody-here' });
    expect(await other.workerPolls()).toBe(false);
  });

  test('a worker that is away for a while: slow is pending, not unavailable', async () => {
    const orderId = await started();
    worker.shutdown();
    await running;
    gate = new Promise((done) => {
      open = done;
    });
    const waiting = choose(orderId, 'u-8-slow-worker', 300);
    // Longer than the expected answer, and than one second more.
    await new Promise((done) => setTimeout(done, 1_500));
    await startWorker();
    expect(await waiting).toEqual({ is: 'pending' });
    open();
    expect(await choose(orderId, 'u-8-slow-worker', 10_000)).toMatchObject({
      is: 'answered',
      answer: { ok: true },
    });
  });

  test('without a worker nothing is durable: unavailable, not pending', async () => {
    const orderId = await started();
    worker.shutdown();
    await running;
    const hasty = createTemporalPort({ client: environment.client, taskQueue, acceptedWithinMs: 3_000 });
    const from = Date.now();
    expect(await cancel(orderId, 'u-9-no-worker', 500, hasty).then(({ is }) => is)).toBe('unavailable');
    expect(Date.now() - from).toBeGreaterThan(3_000);
  });

  test('Temporal itself is away: unavailable without waiting for a worker', async () => {
    const nowhere = new Client({ connection: Connection.lazy({ address: '127.0.0.1:1' }) });
    const away = createTemporalPort({ client: nowhere, taskQueue, acceptedWithinMs: 60_000 });
    const from = Date.now();
    const message = { ...envelope, reason: 'changedMind' };
    const told = await away.update({
      ...{ workflowId: 'nowhere', action: 'cancelOrder', message, updateId: 'u-10', withinMs: 1_000 },
    });
    expect(told).toEqual({ is: 'unavailable' });
    // 1 s for the message and 4 s until the server counts as away: no pause between tries makes it longer.
    expect(Date.now() - from).toBeLessThan(15_000);
  });
});
