import type { WorkflowService } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { DEPLOYMENT } from '#contracts/names.ts';

/** An API believes what it has read of the current build for this long. */
export const NOTES_LAST_MS = 5_000;

/** What we note down about a build at Temporal: a worker and `npm run release` tell each other by it. */
export interface BuildNotes {
  /** The marks of `patched()` that its workflows know; missing: it never said. */
  marks?: string[];
  /** The workflow types that it runs; missing: it was built before they were noted. */
  workflows?: string[];
  /** It was taken back: its workers leave the build that is current alone. */
  rolledBack?: { to: string; at: string };
}
interface OfBuild {
  workflowService: WorkflowService;
  namespace: string;
  buildId: string;
}

/** Temporal knows a build from its workers' first poll on; before, this throws. */
export async function readNotes({ workflowService, namespace, buildId }: OfBuild): Promise<BuildNotes> {
  const { workerDeploymentVersionInfo } = await workflowService.describeWorkerDeploymentVersion({
    namespace,
    deploymentVersion: { deploymentName: DEPLOYMENT, buildId },
  });
  const entries = workerDeploymentVersionInfo?.metadata?.entries ?? {};
  const noted = (name: keyof BuildNotes) =>
    entries[name] ? { [name]: defaultPayloadConverter.fromPayload(entries[name]) } : {};
  return { ...noted('marks'), ...noted('workflows'), ...noted('rolledBack') };
}

export async function writeNotes(input: OfBuild & { notes: BuildNotes }): Promise<void> {
  const { workflowService, namespace, buildId, notes } = input;
  const payloads = Object.entries(notes).map(([name, value]) => [
    name,
    defaultPayloadConverter.toPayload(value),
  ]);
  await workflowService.updateWorkerDeploymentVersionMetadata({
    namespace,
    deploymentVersion: { deploymentName: DEPLOYMENT, buildId },
    upsertEntries: Object.fromEntries(payloads),
  });
}

/** The build is wanted again. */
export async function liftRollback({ workflowService, namespace, buildId }: OfBuild): Promise<void> {
  await workflowService.updateWorkerDeploymentVersionMetadata({
    namespace,
    deploymentVersion: { deploymentName: DEPLOYMENT, buildId },
    removeEntries: ['rolledBack' satisfies keyof BuildNotes],
  });
}
