import type { Client } from '@temporalio/client';
import { readNotes } from '#platform/build-notes.ts';
import { pollingBuilds } from '#platform/polling-builds.ts';
import { withinTime } from '#platform/temporal.ts';
import type { PatchId } from '#workflows/patches.ts';

const ASKED_AGAIN_MS = 5_000;
const WITHIN_MS = 1_000;
const MARK: PatchId = 'proofOfShape';

/**
 * Whether the workflows of the current build check proofs that cover every field. During a release, and after a
 * rollback, an older build may be current that knows only the old form. It is read again every few seconds, without
 * delaying the message that asks. True unless the build's notes say that it does not know.
 */
export function createProofForm(input: { client: Client; taskQueue: string }): () => Promise<boolean> {
  const { client, taskQueue } = input;
  const { namespace } = client.options;
  let last: Promise<boolean> | null = null;
  let askedAt = 0;

  async function ask(): Promise<boolean> {
    const { workflowService } = client;
    const { current: buildId } = await pollingBuilds({ workflowService, namespace, taskQueue });
    if (!buildId) return true;
    const { marks } = await readNotes({ workflowService, namespace, buildId });
    return marks?.includes(MARK) ?? true;
  }

  return () => {
    if (last && Date.now() - askedAt < ASKED_AGAIN_MS) return last;
    askedAt = Date.now();
    const before = last ?? Promise.resolve(true);
    const next = withinTime(client, WITHIN_MS, ask).catch(() => before);
    if (last)
      void next.then((answer) => {
        last = Promise.resolve(answer);
      });
    else last = next;
    return last;
  };
}
