import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { aTaskQueue, timeSkipping } from '#tests/support/temporal.ts';
import { type CountingState, PER_RUN } from './counting-workflow.ts';

interface Step {
  key: string;
  version: number;
  id: string;
}

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  environment = await timeSkipping();
}, 60_000);
afterAll(() => environment.teardown());

test('a subject continues as new with its state: versions and keys go on, and a repeated signal counts once', async () => {
  const taskQueue = aTaskQueue();
  const steps: Step[] = [];
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue,
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('./counting-workflow.ts', import.meta.url)),
      logger: new DefaultLogger('ERROR'),
    }),
    activities: {
      recordEvent: async ({ step }: { step: Step }) => {
        steps.push(step);
        return { ok: true };
      },
      checkDeadline: async () => ({ ok: true, extendedTo: null }),
    },
  });
  const counted = worker.runUntil(async () => {
    const workflowId = 'counting-1';
    const handle = await environment.client.workflow.start('countingWorkflow', {
      ...{ workflowId, taskQueue, args: [{ id: '1', until: 3 * PER_RUN }] },
    });
    for (let n = 1; n <= 3 * PER_RUN; n += 1) {
      // Without a run id: whichever run is the newest.
      const newest = environment.client.workflow.getHandle(workflowId);
      await newest.signal('count', { messageId: `m-${n}` });
      await newest.signal('count', { messageId: `m-${n}` });
      await newest.signal('count', { messageId: 'm-1' });
      while (steps.length < n) await new Promise((done) => setTimeout(done, 10));
    }
    const state = await environment.client.workflow.getHandle(workflowId).query<CountingState>('state');
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
    return handle.result();
  });
  expect(await counted).toBe(3 * PER_RUN);
  expect(steps.map(({ version }) => version)).toEqual(Array.from({ length: 3 * PER_RUN }, (_, n) => n + 1));
  expect(new Set(steps.map(({ key }) => key)).size).toBe(3 * PER_RUN);
  expect(new Set(steps.map(({ id }) => id))).toEqual(new Set(['1']));
}, 60_000);
