import type { Client } from '@temporalio/client';
import { liftRollback } from '#platform/build-notes.ts';
import { currentBuild, mustHaveWorkers, ofBuild, switchTo } from './builds.ts';
import { type Settled, settleSubjects } from './settle-subjects.ts';

export interface WentForward extends Settled {
  from: string;
  to: string;
}

/** Makes a build current that was taken back, or waits: it is wanted (again), and held orders that it can live go with it. */
export async function goForward({ client, to }: { client: Client; to: string }): Promise<WentForward> {
  const from = await currentBuild(client);
  await mustHaveWorkers(client, to);
  await liftRollback(ofBuild(client, to));
  if (from !== to) await switchTo(client, to);
  return { from, to, ...(await settleSubjects({ client, current: to, from: undefined })) };
}
