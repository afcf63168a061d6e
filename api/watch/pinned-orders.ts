import type { Client } from '@temporalio/client';
import { DEPLOYMENT, ORDER_WORKFLOW, orderIdOf } from '#contracts/names.ts';

const MOST = 100;
const PINNED = `ExecutionStatus="Running" AND WorkflowType="${ORDER_WORKFLOW}" AND TemporalWorkflowVersioningBehavior="Pinned"`;

/**
 * Open orders that a rollback left with one build, and that build: whichever is current, they wait for its workers.
 * `without`: those of these builds, however many, hide no others.
 */
export async function pinnedOrders(input: {
  client: Client;
  without: string[];
}): Promise<{ orderId: string; build: string }[]> {
  const { client, without } = input;
  // Written as <deployment>:<build>.
  const others = [...new Set(without)].map(
    (build) => ` AND TemporalWorkerDeploymentVersion != "${DEPLOYMENT}:${build}"`,
  );
  const query = PINNED + others.join('');
  const found: { orderId: string; build: string }[] = [];
  for await (const { workflowId, searchAttributes } of client.workflow.list({ query, pageSize: MOST })) {
    const [version = ''] = (searchAttributes.TemporalWorkerDeploymentVersion ?? []) as string[];
    found.push({ orderId: orderIdOf(workflowId), build: version.slice(version.lastIndexOf(':') + 1) });
    if (found.length >= MOST) break;
  }
  return found;
}
