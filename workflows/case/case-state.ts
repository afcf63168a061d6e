import type { StartCase } from '#contracts/cases/case-subject.ts';
import type { CaseEnding, CaseKind, OvertakenBy } from '#contracts/cases/kinds.ts';
import { newSubjectState, type SubjectState } from '../durable/state.ts';

/** The state of a case: ids, codes, times (ms since epoch) and amounts. */
export interface CaseState extends SubjectState {
  stage: 'open' | 'closed';
  ending: CaseEnding | null;
  kind: CaseKind;
  /** The variant of the question, once it has changed. */
  variant: string | null;
  /** The variant that the order reported and that is not stored yet. */
  newVariant: string | null;
  /** The event that answered the question before a person decided. */
  answeredBy: OvertakenBy | null;
  ownerId: string | null;
  decision: string | null;
  /** The number of decisions that were sent to the order. */
  attempts: number;
  /** The due time that the order has. */
  orderKnows: number | null;
}

export const newCaseState = (input: StartCase): CaseState => ({
  ...newSubjectState('open'),
  stage: 'open',
  waitingFor: 'ops',
  version: input.version,
  deadline: Date.parse(input.dueAt),
  needsOps: true,
  needsOpsReason: input.kind,
  ending: null,
  kind: input.kind,
  variant: input.variant,
  newVariant: input.becomes ?? null,
  answeredBy: input.overtakenBy ?? null,
  ownerId: input.ownerId,
  decision: null,
  attempts: 0,
  orderKnows: Date.parse(input.dueAt),
});
