import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { liftRollback, NOTES_LAST_MS, writeNotes } from '#platform/build-notes.ts';
import { currentBuild, mustHaveWorkers, ofBuild, rolledBackTo, switchTo } from './builds.ts';
import { eachOpenSubject, pin } from './open-subjects.ts';
import { type Settled, settleSubjects } from './settle-subjects.ts';

export interface RolledBack extends Settled {
  /** Undefined: the build is current, and nothing was ever taken back in its favour. */
  from: string | undefined;
  to: string;
}

/**
 * Makes an older build current again while the newer one still runs. An order whose history holds a mark of `patched()`
 * cannot be replayed by a build that does not know it, so it stays pinned to the newer build, whose workers have to run
 * until it is closed. All open orders are held first: none can move between looking and switching. What was broken off
 * is finished by doing it again: with the older build current already, only the orders are still settled.
 */
export async function rollBack(input: {
  client: Client;
  to: string;
  /** How long a worker of that build is waited for. */
  workersWithinMs?: number;
}): Promise<RolledBack> {
  const { client, to, workersWithinMs } = input;
  const current = await currentBuild(client);
  if (current === to) {
    const from = await rolledBackTo(client, to);
    return { from, to, ...(await settleSubjects({ client, current: to, from })) };
  }
  await mustHaveWorkers(client, to, workersWithinMs);
  // One that an earlier rollback left with its build stays there.
  await eachOpenSubject(client, async (workflowId, { pinnedTo }) => {
    if (!pinnedTo) await pin(client, workflowId, current);
  });
  await liftRollback(ofBuild(client, to));
  // Before the switch: a worker that is started again in this moment must not undo it.
  const rolledBack = { to, at: new Date().toISOString() };
  await writeNotes({ ...ofBuild(client, current), notes: { rolledBack } });
  await switchTo(client, to);
  // Then every API knows which form of proof the older build checks, before an order goes to it.
  await sleep(NOTES_LAST_MS);
  return { from: current, to, ...(await settleSubjects({ client, current: to, from: current })) };
}
