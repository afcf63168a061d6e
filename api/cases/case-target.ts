import type { Deps } from '#api/deps.ts';
import type { Target } from '#api/messages/target.ts';
import { caseSubjectId, caseWorkflowId } from '#contracts/cases/case-subject.ts';
import type { Case } from '#prisma/generated/client.ts';
import { startCaseWorkflow } from './writes/start-case-workflow.ts';

/** The target of messages into a case: the workflow of its current round. */
export function caseTarget(
  deps: Deps,
  { id, round, status, workflowStarted }: Pick<Case, 'id' | 'round' | 'status' | 'workflowStarted'>,
): Target<{ caseId: string }> {
  const subjectId = caseSubjectId(id, round);
  return {
    ...{ subject: 'case', id: subjectId },
    workflowId: caseWorkflowId(id, round),
    // A case that was decided without a workflow needs none.
    isStarted: workflowStarted || status !== 'open',
    start: () => startCaseWorkflow({ deps, caseId: id }),
    ...{ closed: 'CaseClosed', named: { caseId: id }, path: `/cases/${id}` },
  };
}

/** It was opened before cases had workflows: its order applies the decision. */
export const isOfOrder = ({
  version,
  workflowStarted,
  orderId,
}: Pick<Case, 'version' | 'workflowStarted' | 'orderId'>): boolean =>
  version === 0 && !workflowStarted && orderId !== null;
