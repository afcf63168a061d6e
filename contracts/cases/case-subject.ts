import type { CaseEnding, CaseKind, CaseVariant, OvertakenBy } from './kinds.ts';

/** What a case workflow starts with. No personal data. */
export interface StartCase {
  caseId: string;
  /** Grows when a decided case is opened again: each round is a workflow of its own. */
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
  /** Until when staff should decide; ISO. */
  dueAt: string;
  /** Staff are alerted again after so long, ms. */
  limitMs: number;
  /** The least by which the due time moves after an outage of ours, in words. */
  outageGrace: string;
  rehearsal: boolean;
  /** What answered the case before it had a workflow: it ends at once. */
  overtakenBy?: OvertakenBy;
  /** The question has changed before the case had a workflow. */
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
/** Null: the workflow of something else. */
export const caseIdOf = (workflowId: string): string | null =>
  /^case-([0-9a-f-]{36})-\d+$/.exec(workflowId)?.[1] ?? null;
