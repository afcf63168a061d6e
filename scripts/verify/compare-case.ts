import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type pg from 'pg';
import { type CaseOutcome, type CaseWorkflowView, caseWorkflowId } from '#contracts/cases/case-subject.ts';
import type { WorkflowView } from '#contracts/messages.ts';
import { workflowIdOf } from '#contracts/names.ts';

interface CaseRow {
  id: string;
  round: number;
  version: number;
  kind: string;
  status: 'open' | 'decided';
  decision: string | null;
  orderId: string | null;
  ownerId: string | null;
  dueAt: Date | null;
  variant: string | null;
}
type Difference = { check: 'differingCases' | 'casesWithoutWorkflow'; orderId: string; what: string };

/**
 * Compares a case in the database with its workflow: null when they agree. For an open case the version, owner, due
 * time and variant are compared; for a decided one, that its workflow completed with this version. A case of version 0
 * needs no workflow while its open order waits for it.
 */
export async function compareCase(input: {
  database: pg.Pool;
  client: Client;
  caseId: string;
}): Promise<Difference | null> {
  const { database, client, caseId } = input;
  const { rows } = await database.query<CaseRow>(
    `SELECT id, round, version, kind, status, decision, order_id AS "orderId", owner_id AS "ownerId", due_at AS "dueAt",
       variant FROM "case" WHERE id = $1`,
    [caseId],
  );
  const row = rows[0]!;
  const found = (check: Difference['check'], what: string): Difference => ({
    ...{ check, orderId: row.orderId ?? row.id },
    what: `${row.kind} case ${row.id}: ${what}`,
  });
  const handle = client.workflow.getHandle<() => Promise<CaseOutcome>>(caseWorkflowId(row.id, row.round));
  let status: string;
  try {
    status = (await handle.describe()).status.name;
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    // Temporal deletes closed workflows after the retention of its namespace.
    if (row.status === 'decided' || (row.version === 0 && (await isAskedAbout(client, row)))) return null;
    return found('casesWithoutWorkflow', 'open, and no workflow lives it');
  }
  if (row.status === 'decided') {
    if (status !== 'COMPLETED') return found('differingCases', `decided, and its workflow is ${status}`);
    const { version, ending } = await handle.result();
    const ended = row.decision === 'overtaken' ? 'overtaken' : 'decided';
    if (version === row.version && ending === ended) return null;
    return found(
      'differingCases',
      `the database says ${ended} v${row.version}, the workflow ${ending} v${version}`,
    );
  }
  if (status !== 'RUNNING') return found('differingCases', `open, and its workflow is ${status}`);
  const view = await client.withDeadline(Date.now() + 5_000, () =>
    handle.query<CaseWorkflowView>('caseView'),
  );
  // A row without a due time gets one with the first transition of its workflow.
  const [here, there] = [saidOf({ ...row, dueAt: row.dueAt?.toISOString() ?? view.dueAt }), saidOf(view)];
  if (here === there && view.stage === 'open') return null;
  return found('differingCases', `the database says ${here}, the workflow ${there}, ${view.stage}`);
}

/** The penalty is decided after the payment. */
async function isAskedAbout(client: Client, { id, kind, orderId }: CaseRow): Promise<boolean> {
  if (orderId === null) return false;
  const handle = client.workflow.getHandle(workflowIdOf(orderId));
  try {
    if ((await handle.describe()).status.name !== 'RUNNING') return false;
    return kind === 'penalty' || (await handle.query<WorkflowView>('orderView')).openCaseId === id;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

const saidOf = (place: Pick<CaseRow, 'version' | 'ownerId' | 'variant'> & { dueAt: string | null }): string =>
  `v${place.version} owned by ${place.ownerId ?? 'nobody'} due ${place.dueAt ?? 'never'}` +
  (place.variant ? ` (${place.variant})` : '');
