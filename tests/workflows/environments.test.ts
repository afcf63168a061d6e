import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { localServer, timeSkipping } from '#tests/support/temporal.ts';

// What every workflow test stands on: both servers start from the binaries found, with our search attributes.
describe.each([
  ['timeSkipping', timeSkipping],
  ['localServer', localServer],
] as const)('%s', (_name, open) => {
  let environment: TestWorkflowEnvironment;
  beforeAll(async () => {
    environment = await open();
  });
  afterAll(() => environment?.teardown());

  test('a workflow is started with our search attributes → the server takes them', async () => {
    const handle = await environment.client.workflow.start('anyWorkflow', {
      workflowId: 'order-probe',
      taskQueue: 'nobody-listens',
      typedSearchAttributes: [
        { key: defineSearchAttributeKey('OrderStage', SearchAttributeType.KEYWORD), value: 'inquiry' },
        { key: defineSearchAttributeKey('NeedsOps', SearchAttributeType.BOOL), value: true },
      ],
    });
    const { typedSearchAttributes } = await handle.describe();
    expect(
      typedSearchAttributes.get(defineSearchAttributeKey('OrderStage', SearchAttributeType.KEYWORD)),
    ).toBe('inquiry');
    await handle.terminate();
  });
});

describe('timeSkipping', () => {
  test('a wait of thirty days → takes no time', async () => {
    const environment = await timeSkipping();
    const startedAt = Date.now();
    const before = await environment.currentTimeMs();
    await environment.sleep('30 days');
    expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(30 * 24 * 3600 * 1000);
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    await environment.teardown();
  });
});
