import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { DEPLOYMENT, TASK_QUEUE } from '#contracts/names.ts';
import { type BuildNotes, readNotes } from '#platform/build-notes.ts';
import { pollingBuilds, SETTLES_MS } from '#platform/polling-builds.ts';

export async function currentBuild(client: Client): Promise<string> {
  const build = (await describe(client))?.routingConfig?.currentDeploymentVersion?.buildId;
  if (!build) throw new Error(`Deployment ${DEPLOYMENT} has no current build`);
  return build;
}

export async function switchTo(client: Client, buildId: string): Promise<void> {
  await client.workflowService.setWorkerDeploymentCurrentVersion({
    namespace: client.options.namespace,
    deploymentName: DEPLOYMENT,
    buildId,
    ignoreMissingTaskQueues: true,
  });
}

export function notesOf(client: Client, buildId: string): Promise<BuildNotes> {
  return readNotes(ofBuild(client, buildId));
}

export const ofBuild = (client: Client, buildId: string) => ({
  workflowService: client.workflowService,
  namespace: client.options.namespace,
  buildId,
});

/** The build that was taken back last in favour of this one, if any was. */
export async function rolledBackTo(client: Client, to: string): Promise<string | undefined> {
  let last: { build: string; at: string } | undefined;
  for (const { deploymentVersion } of (await describe(client))?.versionSummaries ?? []) {
    const build = deploymentVersion?.buildId;
    if (!build || build === to) continue;
    const { rolledBack } = await notesOf(client, build);
    if (rolledBack?.to === to && (!last || rolledBack.at > last.at)) last = { build, at: rolledBack.at };
  }
  return last?.build;
}

/** A build that nobody works for would hold all orders up; one that starts is waited for. */
export async function mustHaveWorkers(client: Client, buildId: string, withinMs = SETTLES_MS): Promise<void> {
  const { workflowService } = client;
  const { namespace } = client.options;
  const taskQueue = process.env.TASK_QUEUE || TASK_QUEUE;
  for (const until = Date.now() + withinMs; ; await sleep(500)) {
    const { polling } = await pollingBuilds({ workflowService, namespace, taskQueue });
    if (polling.includes(buildId)) return;
    if (Date.now() < until) continue;
    const running = [...new Set(polling)].join(', ') || 'none';
    throw new Error(
      `No worker of build ${buildId} runs: start one first (MAKE_CURRENT=false). Builds with workers: ${running}`,
    );
  }
}

async function describe(client: Client) {
  const { workerDeploymentInfo } = await client.workflowService.describeWorkerDeployment({
    namespace: client.options.namespace,
    deploymentName: DEPLOYMENT,
  });
  return workerDeploymentInfo;
}
