import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type pg from 'pg';
import type { WorkflowView } from '#contracts/messages.ts';
import { workflowIdOf } from '#contracts/names.ts';
import type { OrderOutcome } from '#contracts/orders/start-order.ts';

interface Place {
  version: number;
  stage: string;
  ending: string | null;
  helperId?: string | null;
  settlement?: string;
}
type Difference = { check: 'differingOrders' | 'ordersWithoutWorkflow'; what: string };

/**
 * Compares the order in the database with its workflow: null when they agree. `strict` also queries closed workflows,
 * which needs a worker: for an instance that is young enough to have all of them, and in which nobody waived a fee or
 * paid one after the end.
 */
export async function compareWithWorkflow(input: {
  database: pg.Pool;
  client: Client;
  orderId: string;
  strict?: boolean | undefined;
}): Promise<Difference | null> {
  const { database, client, orderId, strict = false } = input;
  const { rows } = await database.query<Place>(
    'SELECT version, stage, ending, helper_id AS "helperId", settlement FROM "order" WHERE id = $1',
    [orderId],
  );
  const projection = rows[0]!;
  const handle = client.workflow.getHandle<() => Promise<OrderOutcome>>(workflowIdOf(orderId));
  let status: string;
  try {
    status = (await handle.describe()).status.name;
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    // Temporal deletes closed workflows after the retention of its namespace.
    if (projection.stage === 'closed' && !strict) return null;
    const where = projection.stage === 'closed' ? 'closed' : `open in ${projection.stage}`;
    return { check: 'ordersWithoutWorkflow', what: `${where}, and no workflow lives it` };
  }
  if (status !== 'RUNNING' && status !== 'COMPLETED')
    return { check: 'differingOrders', what: `its workflow is ${status}` };
  if (status === 'RUNNING' || strict) {
    const view = await client.withDeadline(Date.now() + 5_000, () => handle.query<WorkflowView>('orderView'));
    const ahead = status === 'RUNNING' ? 0 : await appliedAfterTheEnd(database, orderId);
    return differs(projection, view, projection.version === view.version + ahead);
  }
  const { ending, version } = await handle.result();
  // Ops may still waive a fee of a closed order, and a case may be decided: the row changes, the workflow does not.
  return differs(projection, { stage: 'closed', ending, version }, projection.version >= version);
}

/** Decisions of cases that the closed order applied by transitions of its own. */
async function appliedAfterTheEnd(database: pg.Pool, orderId: string): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    `SELECT count(*)::int FROM transition WHERE order_id = $1 AND key = order_id || ':applyDecision:' || cause`,
    [orderId],
  );
  return rows[0]!.count;
}

function differs(projection: Place, workflow: Place, sameVersion: boolean): Difference | null {
  const same =
    sameVersion &&
    projection.stage === workflow.stage &&
    projection.ending === workflow.ending &&
    (workflow.helperId === undefined || projection.helperId === workflow.helperId) &&
    (workflow.settlement === undefined || projection.settlement === workflow.settlement);
  if (same) return null;
  const what = `the database says ${said(projection)}, the workflow ${said(workflow)}`;
  return { check: 'differingOrders', what };
}

const said = ({ version, stage, ending, helperId, settlement }: Place): string =>
  `${stage}${ending ? ` (${ending})` : ''} v${version}${helperId ? ` with ${helperId}` : ''}` +
  (settlement && settlement !== 'none' ? `, ${settlement}` : '');
