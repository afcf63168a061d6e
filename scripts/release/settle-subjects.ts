import type { Client } from '@temporalio/client';
import { ORDER_WORKFLOW } from '#contracts/names.ts';
import { notesOf } from './builds.ts';
import { eachOpenSubject, type OpenSubject, openSubject, ordersOfOtherTypes, pin } from './open-subjects.ts';

export interface Settled {
  /** Open orders that stay with a build that knows the changed steps they have lived, and their cases. */
  pinned: number;
  /** Open orders that were held and go with the current build now. */
  returned: number;
}

/** What builds run that do not say it: they are older than cases. */
const BEFORE_NOTED = [ORDER_WORKFLOW];

/**
 * Lets go every held order that the current build can live on: one with no mark of `patched()` that this build does not
 * know, and of a workflow type that it runs. An order also stays while a case of its own is open that the current build
 * does not know: that build would write the row of the case, and take no decision about it. Of a build that never said
 * what it knows, an order may have no mark at all. Orders that came between a hold and the switch and must not go are
 * pinned to the build they came from. Done twice, it does nothing the second time.
 */
export async function settleSubjects(input: {
  client: Client;
  current: string;
  from: string | undefined;
}): Promise<Settled> {
  const { client, current, from } = input;
  // Placed a moment ago: the list shows them a moment later.
  await new Promise((done) => setTimeout(done, 2_000));
  const notes = await notesOf(client, current);
  const known = new Set(notes.marks);
  const types = new Set(notes.workflows ?? BEFORE_NOTED);
  const kept = await ordersOfOtherTypes(client, types);
  const mayGo = (workflowId: string, { type, marks, pinnedTo }: OpenSubject) =>
    pinnedTo === current ||
    (types.has(type) && !kept.has(workflowId) && marks.every((mark) => known.has(mark)));
  let [pinned, returned] = [0, 0];
  await eachOpenSubject(client, async (workflowId, order) => {
    if (mayGo(workflowId, order)) {
      if (!order.pinnedTo) return;
      await pin(client, workflowId, null);
      // Its old build may have given it a mark since we looked; from now on it cannot.
      const after = await openSubject(client, workflowId);
      if (!after || mayGo(workflowId, after)) {
        returned += 1;
        return;
      }
      await pin(client, workflowId, order.pinnedTo);
    } else if (!order.pinnedTo) {
      if (!from) return;
      await pin(client, workflowId, from);
    }
    pinned += 1;
  });
  return { pinned, returned };
}
