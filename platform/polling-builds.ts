import type { WorkflowService } from '@temporalio/client';

/** A poll lasts up to a minute; a poller not seen for longer is gone. */
const POLL_MS = 90_000;
/** A starting worker polls every partition of the queue, so also the one that answers us, within this time. */
export const SETTLES_MS = 20_000;

export interface PollingBuilds {
  /** The current build, which gets the tasks; undefined: none was set. */
  current: string | undefined;
  /** The builds whose workers poll. */
  polling: string[];
}

export async function pollingBuilds(input: {
  workflowService: WorkflowService;
  namespace: string;
  taskQueue: string;
}): Promise<PollingBuilds> {
  const { workflowService, namespace, taskQueue } = input;
  const { pollers, versioningInfo } = await workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: 1,
  });
  const polling = (pollers ?? [])
    .filter(({ lastAccessTime }) => Date.now() - 1000 * Number(lastAccessTime?.seconds ?? 0) < POLL_MS)
    .map(({ deploymentOptions }) => deploymentOptions?.buildId ?? '');
  return { current: versioningInfo?.currentDeploymentVersion?.buildId ?? undefined, polling };
}
