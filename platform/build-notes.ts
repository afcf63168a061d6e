import type { WorkflowService } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { DEPLOYMENT } from '#contracts/names.ts';

/** How long an API caches what it read about the current build. */
export const NOTES_LAST_MS = 5_000;

/** Facts about a build, stored in Temporal: workers and `npm run release` share them. */
export interface BuildNotes {
  /** The marks of `patched()` that its workflows know; missing: it never stored them. */
  marks?: string[];
  /** The workflow types that it runs; missing: it was built before they were noted. */
  workflows?: string[];
  /** It was rolled back: its workers do not make it current. */
  rolledBack?: { to: string; at: string };
}
interface OfBuild {
  workflowService: WorkflowService;
  namespace: string;
  buildId: string;
}

/** Temporal knows a build from the first poll of its workers on; before, this throws. */
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

/** Removes the mark of a rollback. */
export async function liftRollback({ workflowService, namespace, buildId }: OfBuild): Promise<void> {
  await workflowService.updateWorkerDeploymentVersionMetadata({
    namespace,
    deploymentVersion: { deploymentName: DEPLOYMENT, buildId },
    removeEntries: ['rolledBack' satisfies keyof BuildNotes],
  });
}
