import type { CaseEnding, CaseKind, CaseVariant, OvertakenBy } from './kinds.ts';

/** The input of a case workflow. No personal data. */
export interface StartCase {
  caseId: string;
  /** Counts how often the case was opened. Each round is a workflow of its own. */
  round: number;
  kind: CaseKind;
  variant: string | null;
  city: string | null;
  orderId: string | null;
  customerId: string | null;
  helperId: string | null;
  ownerId: string | null;
  /** The version of the row when the workflow starts. */
  version: number;
  openedAt: string;
  /** When staff should have decided; ISO. */
  dueAt: string;
  /** Staff are alerted again after this time, in ms. */
  limitMs: number;
  /** The least by which the due time moves after an outage of ours; a duration in words. */
  outageGrace: string;
  rehearsal: boolean;
  /** What answered the case before its workflow started: the workflow ends at once. */
  overtakenBy?: OvertakenBy;
  /** The question changed before the workflow of the case started. */
  becomes?: CaseVariant;
}

export interface CaseOutcome {
  caseId: string;
  round: number;
  ending: CaseEnding;
  version: number;
}

export type CaseStage = 'open' | 'closed';

/** The case as its workflow knows it: ids, codes and times only. */
export interface CaseWorkflowView {
  caseId: string;
  round: number;
  version: number;
  stage: CaseStage;
  ending: CaseEnding | null;
  kind: CaseKind;
  variant: string | null;
  orderId: string | null;
  ownerId: string | null;
  dueAt: string | null;
  decision: string | null;
  needsOps: boolean;
  needsOpsReason: string | null;
  ignoredMessages: number;
}

export const caseSubjectId = (caseId: string, round: number): string => `${caseId}/${round}`;
export const caseWorkflowId = (caseId: string, round: number): string => `case-${caseId}-${round}`;
/** Null: the id belongs to another kind of workflow. */
export const caseIdOf = (workflowId: string): string | null =>
  /^case-([0-9a-f-]{36})-\d+$/.exec(workflowId)?.[1] ?? null;
