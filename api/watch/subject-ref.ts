import { caseIdOf } from '#contracts/cases/case-subject.ts';
import { orderIdOf, SUBJECTS } from '#contracts/names.ts';
import type { Stuck } from '#contracts/watch/stuck.ts';

/** An order or a case, as named on the board. */
export type SubjectRef = Pick<Stuck, 'orderId' | 'caseId'>;

const types = Object.values(SUBJECTS).map(({ workflow }) => `"${workflow}"`);
/** Part of a query to Temporal: the running workflows of every subject. */
export const OF_SUBJECTS = `ExecutionStatus="Running" AND WorkflowType IN (${types.join(', ')})`;

export function subjectOf(workflowId: string): SubjectRef {
  const caseId = caseIdOf(workflowId);
  return { caseId, orderId: caseId ? null : orderIdOf(workflowId) };
}
