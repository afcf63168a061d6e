import { caseIdOf } from '#contracts/cases/case-subject.ts';
import { orderIdOf, SUBJECTS } from '#contracts/names.ts';
import type { Stuck } from '#contracts/watch/stuck.ts';

/** What the board names: an order or a case. */
export type SubjectRef = Pick<Stuck, 'orderId' | 'caseId'>;

const types = Object.values(SUBJECTS).map(({ workflow }) => `"${workflow}"`);
/** Part of a query to Temporal: the running workflows of every subject. */
export const OF_SUBJECTS = `ExecutionStatus="Running" AND WorkflowType IN (${types.join(', ')})`;

export function subjectOf(workflowId: string): SubjectRef {
  const caseId = caseIdOf(workflowId);
  return { caseId, orderId: caseId ? null : orderIdOf(workflowId) };
}
