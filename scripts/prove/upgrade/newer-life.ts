import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type pg from 'pg';
import { CASE_DECISIONS, type CaseKind } from '#contracts/cases/kinds.ts';
import { inProject } from '#scripts/setup/places.mjs';
import { wordsOf } from '../simulate/life.ts';
import type { Cast } from '../simulate/people.ts';
import { attendance, type OpenCase, openCases, unattended } from './case-rows.ts';
import type { InstanceState } from './instance.ts';
import { startOlderWorker } from './older-worker.ts';
import { runScript } from './run-script.ts';

/** The sweep of the newer version has this long to take over what nobody attends to. */
const SWEPT_WITHIN_MS = 60_000;
const DECIDED_WITHIN_MS = 10_000;

/** Open cases that nobody attends to, once the sweep has had its time. */
export async function unattendedAfterSweep(client: Client, database: pg.Pool): Promise<OpenCase[]> {
  for (const until = Date.now() + SWEPT_WITHIN_MS; ; await sleep(500)) {
    const cases = await openCases(database);
    const found = unattended(cases, await attendance(client, cases));
    if (found.length === 0 || Date.now() > until) return found;
  }
}

/** Starts a worker of the older build beside the newer instance and rolls back to it, by the command for operators. */
export async function rollBackTo(input: { build: string; project: string; state: InstanceState }) {
  const { build, project, state } = input;
  const worker = startOlderWorker({ project, state });
  const args = ['rollback', '--to', build, '--temporal-address', state.temporalAddress];
  const { code, last, complaints } = await runScript(inProject('.'), 'release', args);
  if (code === 0 && last) return { worker, pinned: Number(last.pinned), returned: Number(last.returned) };
  await worker.stop();
  throw new Error(`npm run release -- ${args.join(' ')} ended with ${code}:\n${complaints}`);
}

/** What staff decide about a case that outlived its order. */
const LAST_WORD: Partial<Record<CaseKind, string>> = {
  arrival: 'helperNoShow',
  payment: 'paidInCash',
  penalty: 'training',
};

/** Staff decide every case that is still open; answers with those that took no decision. */
export async function decideTheRest(
  cast: Cast,
  database: pg.Pool,
  complain: (line: string) => void,
): Promise<OpenCase[]> {
  const ops = await cast.staff('ops');
  for (const { id, kind, orderId } of await openCases(database)) {
    const decision = LAST_WORD[kind as CaseKind] ?? CASE_DECISIONS[kind as CaseKind][0]!;
    const body = { caseId: id, decision, reason: 'checkedByPhone' };
    await ops
      .call('decideCase', { params: { orderId: orderId! }, body: body as never })
      .catch((error: unknown) => complain(`case ${kind} of ${orderId}: ${wordsOf(error)}`));
  }
  // A case writes its row a moment after its decision was accepted.
  for (const until = Date.now() + DECIDED_WITHIN_MS; ; await sleep(100)) {
    const open = await openCases(database);
    if (open.length === 0 || Date.now() > until) return open;
  }
}
