import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';

const { EventType, WorkflowTaskFailedCause } = proto.temporal.api.enums.v1;
/** Not a failure: a message came while the task was being completed, and the server asks for the task again. */
const ASKED_AGAIN = WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND;
const NON_DETERMINISM = WorkflowTaskFailedCause.WORKFLOW_TASK_FAILED_CAUSE_NON_DETERMINISTIC_ERROR;

export interface LivedBy {
  workflowId: string;
  /** The builds that lived the workflow, in turn. */
  builds: string[];
  /** Workflow tasks that failed because a build could not replay what another had lived. */
  nonDeterminism: number;
  /** All workflow tasks that failed, by their messages. */
  failedTasks: string[];
}

/**
 * Which builds lived a workflow, and which of its tasks failed, by its history.
 */
export async function buildsOf(client: Client, workflowId: string, runId?: string): Promise<LivedBy> {
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const builds: string[] = [];
  const failedTasks: string[] = [];
  let nonDeterminism = 0;
  for (const event of events ?? []) {
    if (event.eventType === EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED) {
      const build = event.workflowTaskCompletedEventAttributes?.deploymentVersion?.buildId ?? 'unknown';
      if (build !== builds.at(-1)) builds.push(build);
    }
    const failed = event.workflowTaskFailedEventAttributes;
    if (!failed || failed.cause === ASKED_AGAIN) continue;
    if (failed.cause === NON_DETERMINISM) nonDeterminism += 1;
    failedTasks.push(failed.failure?.message || String(failed.cause));
  }
  return { workflowId, builds, nonDeterminism, failedTasks };
}

/** All workflows of a server that its list matches; without a query, every run of every workflow. */
export async function buildsOfAll(client: Client, query?: string): Promise<LivedBy[]> {
  const lived: LivedBy[] = [];
  for await (const { workflowId, runId } of client.workflow.list(query ? { query } : {}))
    lived.push(await buildsOf(client, workflowId, runId));
  return lived;
}
