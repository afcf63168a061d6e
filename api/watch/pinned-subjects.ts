import type { Client } from '@temporalio/client';
import { DEPLOYMENT } from '#contracts/names.ts';
import { OF_SUBJECTS, type SubjectRef, subjectOf } from './subject-ref.ts';

const MOST = 100;
const PINNED = `${OF_SUBJECTS} AND TemporalWorkflowVersioningBehavior="Pinned"`;

/**
 * Open orders and cases that a rollback pinned to one build, and that build: whichever build is current, they wait for
 * its workers. `without`: builds that are left out, so that many subjects of one build do not hide others.
 */
export async function pinnedSubjects(input: {
  client: Client;
  without: string[];
}): Promise<(SubjectRef & { build: string })[]> {
  const { client, without } = input;
  // Written as <deployment>:<build>.
  const others = [...new Set(without)].map(
    (build) => ` AND TemporalWorkerDeploymentVersion != "${DEPLOYMENT}:${build}"`,
  );
  const query = PINNED + others.join('');
  const found: (SubjectRef & { build: string })[] = [];
  for await (const { workflowId, searchAttributes } of client.workflow.list({ query, pageSize: MOST })) {
    const [version = ''] = (searchAttributes.TemporalWorkerDeploymentVersion ?? []) as string[];
    found.push({ ...subjectOf(workflowId), build: version.slice(version.lastIndexOf(':') + 1) });
    if (found.length >= MOST) break;
  }
  return found;
}
