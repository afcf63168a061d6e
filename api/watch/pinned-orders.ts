import type { Client } from '@temporalio/client';
import { ORDER_WORKFLOW, orderIdOf } from '#contracts/names.ts';

const MOST = 100;
const QUERY = `ExecutionStatus="Running" AND WorkflowType="${ORDER_WORKFLOW}" AND TemporalWorkflowVersioningBehavior="Pinned"`;

/** Open orders that a rollback left with one build, and that build: whichever is current, they wait for its workers. */
export async function pinnedOrders(client: Client): Promise<{ orderId: string; build: string }[]> {
  const found: { orderId: string; build: string }[] = [];
  for await (const { workflowId, searchAttributes } of client.workflow.list({
    query: QUERY,
    pageSize: MOST,
  })) {
    // Written as <deployment>:<build>.
    const [version = ''] = (searchAttributes.TemporalWorkerDeploymentVersion ?? []) as string[];
    found.push({ orderId: orderIdOf(workflowId), build: version.slice(version.lastIndexOf(':') + 1) });
    if (found.length >= MOST) break;
  }
  return found;
}
