import type { WorkflowStartOptions } from '@temporalio/client';
import type { TypedSearchAttributes } from '@temporalio/common';
import { caseLimitMs } from '#contracts/cases/case-limit.ts';
import { caseWorkflowId, type StartCase } from '#contracts/cases/case-subject.ts';
import type { CaseKind, CaseVariant, OvertakenBy } from '#contracts/cases/kinds.ts';
import { parsePolicy } from '#contracts/catalogue/parse-policy.ts';
import { CASE_WORKFLOW } from '#contracts/names.ts';
import type { Database } from '#platform/database.ts';
import { searchAttributes } from '#platform/search-attributes.ts';
import { sql } from '#platform/sql.ts';

export interface CaseStart {
  workflow: typeof CASE_WORKFLOW;
  options: WorkflowStartOptions & { args: [StartCase] };
}

/** How the workflow of a stored case is started. Order, API and sweep use the same function. */
export async function startOfCase(input: {
  database: Pick<Database, 'models'>;
  caseId: string;
  taskQueue: string;
  publicUrl?: string | undefined;
  overtakenBy?: OvertakenBy | undefined;
  becomes?: CaseVariant | undefined;
}): Promise<CaseStart | undefined> {
  const { database, caseId, taskQueue, publicUrl, overtakenBy, becomes } = input;
  const row = await database.models.case.findUnique({ where: { id: caseId }, include: { order: true } });
  if (!row) return undefined;
  const policy = parsePolicy(row.order?.policy);
  const kind = row.kind as CaseKind;
  const limitMs = caseLimitMs(policy, kind);
  const { id, round, variant, city, orderId, customerId, helperId, ownerId, version, openedAt, dueAt } = row;
  const start: StartCase = {
    ...{ caseId: id, round, kind, variant, city: city ?? row.order?.city ?? null },
    ...{ orderId, customerId: customerId ?? row.order?.customerId ?? null, helperId, ownerId, version },
    openedAt: openedAt.toISOString(),
    dueAt: (dueAt ?? new Date(openedAt.getTime() + limitMs)).toISOString(),
    ...{ limitMs, outageGrace: policy.outageGrace, rehearsal: policy.rehearsal },
    ...(overtakenBy ? { overtakenBy } : {}),
    ...(becomes ? { becomes } : {}),
  };
  return {
    workflow: CASE_WORKFLOW,
    options: {
      workflowId: caseWorkflowId(id, round),
      taskQueue,
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      args: [start],
      // Codes and ids only: the Temporal UI shows them.
      staticSummary: `工单 case · ${kind}${orderId ? ` · ${orderId}` : ''}`,
      staticDetails: publicUrl ? `[运营页面 ops page](${publicUrl.replace(/\/$/, '')}/ops/cases/${id})` : '',
      typedSearchAttributes: attributesOf(start),
    },
  };
}

function attributesOf(start: StartCase): TypedSearchAttributes {
  const { kind, city, orderId, customerId, helperId, ownerId, dueAt } = start;
  return searchAttributes({
    ...{ Kind: kind, NeedsOps: true, StageDeadline: dueAt },
    ...(city ? { City: city } : {}),
    ...(orderId ? { OrderId: orderId } : {}),
    ...(customerId ? { CustomerId: customerId } : {}),
    ...(helperId ? { HelperId: helperId } : {}),
    ...(ownerId ? { OwnerId: ownerId } : {}),
  });
}

/** From here on the sweep ignores the case. */
export async function markStarted(database: Database, caseId: string): Promise<void> {
  await database.execute(sql`UPDATE "case" SET workflow_started = true WHERE id = ${caseId}::uuid`);
}
