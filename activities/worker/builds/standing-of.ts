import type { WorkflowService } from '@temporalio/client';
import { DEPLOYMENT } from '#contracts/names.ts';
import { readNotes } from '#platform/build-notes.ts';

/** Whether a build that starts becomes current or leaves the tasks to the current build, and why. */
export type Standing =
  | { may: 'take' }
  | { may: 'leave'; because: 'rolledBack'; to: string }
  | { may: 'leave'; because: 'replaced'; by: string };

/**
 * A build that was never current is a release and becomes current. A rolled-back build never becomes current. A
 * replaced build does not become current by itself: it may be an old worker that died and was restarted during a
 * release. `insists`: an operator started this very code on purpose, or no worker runs the newer build.
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
  // Only the summary contains when a build was last current; the description of the build does not.
  const own = workerDeploymentInfo?.versionSummaries?.find(
    ({ deploymentVersion }) => deploymentVersion?.buildId === buildId,
  );
  return own?.lastCurrentTime ? { may: 'leave', because: 'replaced', by: current } : { may: 'take' };
}
