import type { Client } from '@temporalio/client';
import { NOTES_LAST_MS, readNotes } from '#platform/build-notes.ts';
import { pollingBuilds } from '#platform/polling-builds.ts';
import { withinTime } from '#platform/temporal.ts';
import type { PatchId } from '#workflows/patches.ts';

const WITHIN_MS = 1_000;
const MARK: PatchId = 'proofOfShape';

/**
 * Whether the workflows of the current build check proofs that cover every field. During a release, and after a
 * rollback, the current build may know only the old form. If the cached value is too old, the message waits for a new
 * one, because the first message after a quiet hour must have the right form. True unless the build's notes say that
 * it does not know the new form.
 */
export function createProofForm(input: { client: Client; taskQueue: string }): () => Promise<boolean> {
  const { client, taskQueue } = input;
  const { namespace } = client.options;
  let last = Promise.resolve(true);
  let askedAt = Number.NEGATIVE_INFINITY;

  async function ask(): Promise<boolean> {
    const { workflowService } = client;
    const { current: buildId } = await pollingBuilds({ workflowService, namespace, taskQueue });
    if (!buildId) return true;
    const { marks } = await readNotes({ workflowService, namespace, buildId });
    return marks?.includes(MARK) ?? true;
  }

  return () => {
    if (Date.now() - askedAt < NOTES_LAST_MS) return last;
    askedAt = Date.now();
    const before = last;
    last = withinTime(client, WITHIN_MS, ask).catch(() => before);
    return last;
  };
}
