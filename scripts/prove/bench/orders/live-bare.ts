import type { Client } from '@temporalio/client';
import { bareOrder, step } from './bare-workflow.ts';
import type { HappyShape } from './happy-shape.ts';

/** One order of the baseline, driven by a plain client; returns its workflow id. */
export async function liveBare(input: {
  client: Client;
  taskQueue: string;
  shape: HappyShape;
  workflowId: string;
}): Promise<string> {
  const { client, taskQueue, shape, workflowId } = input;
  const handle = await client.workflow.start(bareOrder, { workflowId, taskQueue, args: [shape] });
  for (let n = 0; n < shape.updates; n += 1) await handle.executeUpdate(step);
  await handle.result();
  return workflowId;
}
