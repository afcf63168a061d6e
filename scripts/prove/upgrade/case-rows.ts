import type { Client } from '@temporalio/client';
import type pg from 'pg';
import type { WorkflowView } from '#contracts/messages.ts';
import { workflowIdOf } from '#contracts/names.ts';

export interface OpenCase {
  id: string;
  kind: string;
  orderId: string | null;
}

export async function openCases(database: pg.Pool): Promise<OpenCase[]> {
  const { rows } = await database.query<OpenCase>(
    `SELECT id, kind, order_id AS "orderId" FROM "case" WHERE status = 'open' ORDER BY opened_at`,
  );
  return rows;
}

/** Who would take a decision: workflows that run, and what open orders wait for. */
export interface Attendance {
  /** Ids of the workflows that run. */
  workflows: string[];
  /** By order id, of open orders: the case it asks about. */
  askedAbout: Map<string, string | null>;
}

export async function attendance(client: Client, cases: OpenCase[]): Promise<Attendance> {
  const workflows: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query: 'ExecutionStatus = "Running"' }))
    workflows.push(workflowId);
  const askedAbout = new Map<string, string | null>();
  for (const orderId of new Set(cases.map((one) => one.orderId))) {
    if (orderId === null || !workflows.includes(workflowIdOf(orderId))) continue;
    const { openCaseId } = await client.workflow
      .getHandle(workflowIdOf(orderId))
      .query<WorkflowView>('orderView');
    askedAbout.set(orderId, openCaseId);
  }
  return { workflows, askedAbout };
}

/** Open cases whose decision nobody would take: no workflow of their own, and no open order that asks. */
export const unattended = (cases: OpenCase[], { workflows, askedAbout }: Attendance): OpenCase[] =>
  cases.filter(({ id, kind, orderId }) => {
    if (workflows.some((workflowId) => workflowId.startsWith(`case-${id}-`))) return false;
    if (orderId === null || !askedAbout.has(orderId)) return true;
    // A penalty is asked about when the order comes to its follow-up.
    return kind !== 'penalty' && askedAbout.get(orderId) !== id;
  });
