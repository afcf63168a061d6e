import type { WorkflowService } from '@temporalio/client';
import { DEPLOYMENT } from '#contracts/names.ts';
import { readNotes } from '#platform/build-notes.ts';

/** What a build that starts may do: take the tasks, or leave them to the build that is current, and why. */
export type Standing =
  | { may: 'take' }
  | { may: 'leave'; because: 'rolledBack'; to: string }
  | { may: 'leave'; because: 'replaced'; by: string };

/**
 * A build that was never current is a release, and takes the tasks. One that was taken back never does, and one that was
 * replaced not by itself: it may be an old worker that died and was started again in the middle of a release. `insists`:
 * somebody has started this very code on purpose, or nobody works for the newer build.
 */
export async function standingOf(input: {
  workflowService: WorkflowService;
  namespace: string;
  buildId: string;
  insists?: boolean;
}): Promise<Standing> {
  const { workflowService, namespace, buildId, insists = false } = input;
  const { rolledBack } = await readNotes({ workflowService, namespace, buildId });
  if (rolledBack) return { may: 'leave', because: 'rolledBack', to: rolledBack.to };
  const { workerDeploymentInfo } = await workflowService.describeWorkerDeployment({
    namespace,
    deploymentName: DEPLOYMENT,
  });
  const current = workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId;
  if (insists || !current || current === buildId) return { may: 'take' };
  // Only the summary says when a build was current last; the description of the build itself leaves it out.
  const own = workerDeploymentInfo?.versionSummaries?.find(
    ({ deploymentVersion }) => deploymentVersion?.buildId === buildId,
  );
  return own?.lastCurrentTime ? { may: 'leave', because: 'replaced', by: current } : { may: 'take' };
}
