import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { workflowIdOf } from '#contracts/names.ts';
import { switchTo } from '#scripts/release/builds.ts';
import { buildsOf } from './builds-of.ts';

const WITHIN_MS = 30_000;

/**
 * The control of the rollback: the older build is made current without asking whether it can run this order, which has
 * opened a case on the newer one. Returns how many of its workflow tasks failed. Afterwards the newer build is current,
 * and the order closed.
 */
export async function plainSwitch(input: {
  client: Client;
  older: string;
  newer: string;
  orderId: string;
}): Promise<number> {
  const { client, older, newer, orderId } = input;
  const order = client.workflow.getHandle(workflowIdOf(orderId));
  await switchTo(client, older);
  await order.cancel();
  let failed = 0;
  for (const until = Date.now() + WITHIN_MS; failed === 0 && Date.now() < until; await sleep(500))
    failed = (await buildsOf(client, order.workflowId)).failedTasks.length;
  await switchTo(client, newer);
  await order.result();
  return failed;
}
