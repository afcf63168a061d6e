import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';

const { EventType, WorkflowTaskFailedCause } = proto.temporal.api.enums.v1;

export interface LivedBy {
  workflowId: string;
  /** The builds that lived the order, in turn. */
  builds: string[];
  /** Workflow tasks that failed because a build could not replay what another had lived. */
  nonDeterminism: number;
}

/** Which builds lived an order, by its history. */
export async function buildsOf(client: Client, workflowId: string): Promise<LivedBy> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const builds: string[] = [];
  let nonDeterminism = 0;
  for (const event of events ?? []) {
    if (event.eventType === EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED) {
      const build = event.workflowTaskCompletedEventAttributes?.deploymentVersion?.buildId ?? 'unknown';
      if (build !== builds.at(-1)) builds.push(build);
    }
    const cause = event.workflowTaskFailedEventAttributes?.cause;
    if (cause === WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR)
      nonDeterminism += 1;
  }
  return { workflowId, builds, nonDeterminism };
}
