import type { WorkflowService } from '@temporalio/client';

/** A poll lasts up to a minute; a poller not seen for longer is gone. */
const POLL_MS = 90_000;
/** A worker that starts asks every part of the queue, so also the part that answers us, within this time. */
export const SETTLES_MS = 20_000;

export interface PollingBuilds {
  /** The build that gets the tasks; undefined: nobody said. */
  current: string | undefined;
  /** The builds that ask for them. */
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
