import type { WorkflowService } from '@temporalio/client';
import { pollingBuilds } from '#platform/polling-builds.ts';

/** This build, when another one is current: what it starts must be pinned to it. Null when it is current itself. */
export async function notCurrent(input: {
  workflowService: WorkflowService;
  namespace: string;
  taskQueue: string;
  buildId: string;
}): Promise<string | null> {
  const { current } = await pollingBuilds(input);
  return current === undefined || current === input.buildId ? null : input.buildId;
}
