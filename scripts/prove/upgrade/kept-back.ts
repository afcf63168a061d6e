import type { Client } from '@temporalio/client';
import { CASE_WORKFLOW, workflowIdOf } from '#contracts/names.ts';
import { notesOf } from '#scripts/release/builds.ts';
import { openSubject } from '#scripts/release/open-subjects.ts';
import type { OpenCase } from './case-rows.ts';
import type { PlacedLife } from './placed-lives.ts';

/**
 * After a rollback: orders without a mark that stayed with the newer build for their adopted case. Undefined: the older
 * build knows cases, so they need not stay.
 */
export async function keptBack(input: {
  client: Client;
  builds: { older: string; newer: string };
  lives: PlacedLife[];
  cases: OpenCase[];
}): Promise<number | undefined> {
  const { client, builds, lives, cases } = input;
  if ((await notesOf(client, builds.older)).workflows?.includes(CASE_WORKFLOW)) return undefined;
  let kept = 0;
  for (const { place, life } of lives) {
    if (!place.leavesCase || !cases.some(({ orderId }) => orderId === life.orderId)) continue;
    const order = await openSubject(client, workflowIdOf(life.orderId));
    if (order?.marks.length === 0 && order.pinnedTo === builds.newer) kept += 1;
  }
  return kept;
}
