import type { Answer } from '#contracts/errors.ts';
import type { WaitingFor } from '#contracts/people/roles.ts';
import type { Actor, Done, Move, Refusal, SubjectStep } from '#contracts/transition.ts';
import type { CaseStage } from './case-subject.ts';
import type { CaseEnding, CaseKind, OvertakenBy } from './kinds.ts';

/** The row of a case after a transition. */
export interface CaseEnter {
  stage: CaseStage;
  waitingFor: WaitingFor | null;
  deadline: string | null;
  needsOps: boolean;
  needsOpsReason: string | null;
  clockShiftMs: number;
}
export interface CaseMove {
  step: SubjectStep;
  enter: CaseEnter;
}

/** A decision that the case sends to its order. */
export interface SentDecision {
  caseId: string;
  round: number;
  /** The number of this attempt to decide. Part of the update's id, so that a lost answer can be requested again. */
  attempt: number;
  orderId: string;
  kind: CaseKind;
  variant: string | null;
  decision: string;
  amountFen?: number;
  helperId: string | null;
  /** Who decided, and the id of the message. */
  actor: Actor;
  cause: string;
}

/** Transitions of a case. Nothing else writes the row of an open case. */
export interface CaseActivities {
  /**
   * A member of the staff becomes the owner, or nobody (`ownerId` null). `takenFrom`: the new owner took it over, from
   * this person or from nobody.
   */
  assignCase(move: CaseMove & { ownerId: string | null; takenFrom?: string | null }): Promise<Done | Refusal>;
  /** The question changed: other decisions are possible now. */
  changeCase(move: CaseMove & { variant: string }): Promise<Done>;
  /** The due time passed without a decision: staff are alerted again; `enter.deadline` is the next due time. */
  remindOfCase(move: CaseMove): Promise<Done>;
  /** The case ends by a decision or because an event answered it. */
  closeCase(
    move: CaseMove & {
      ending: CaseEnding;
      decision: string;
      amountFen?: number;
    },
  ): Promise<Done | Refusal>;
}

/** Effects of a case that are no transitions of it. */
export interface CaseLinks {
  /** Starts the workflow of a case whose row a transition wrote. A second start returns the running workflow. */
  startCase(input: { caseId: string; round: number }): Promise<void>;
  /**
   * Asks the order to apply a decision. A closed order applies it by a transition of its own. The result is the
   * order's answer; a refusal (for example, the helper has just checked in) is returned to the person who decided.
   */
  sendDecision(input: SentDecision): Promise<Answer>;
  /** Sets the deadline of the order to the due time of the case that it waits for. */
  sendDueTime(input: { caseId: string; orderId: string; version: number; dueAt: string }): Promise<void>;
}

/** Timeline events of a case. */
export interface CaseEventPayloads {
  caseOpened: { kind: CaseKind; reason: string };
  caseAssigned: { ownerId: string | null; takenFrom?: string | null };
  caseChanged: { variant: string };
  caseOverdue: { dueAt: string };
  caseDecided: { decision: string; amountFen?: number };
  caseOvertaken: { by: OvertakenBy };
  cancelIgnored: Record<string, never>;
  deadlineExtended: { by: 'ops' | 'outage'; minutes: number; until: string };
  timePassed: { minutes: number };
  needsOps: { reason: string };
  opsRepaired: { reason: string };
}
export type CaseEventKind = keyof CaseEventPayloads;
export type CaseEventOf<K extends CaseEventKind = CaseEventKind> = {
  [E in K]: { kind: E; payload: CaseEventPayloads[E] };
}[K];

/** The effects of an order on its cases. Implemented in activities/cases/effects.ts. */
export interface CasesEffects {
  openCase(
    move: Move & {
      caseId: string;
      kind: CaseKind;
      reason: string;
      helperId: string | null;
      dueAt: string | null;
      proposal?: string;
      /** Starts the workflow of the case. */
      own?: boolean;
    },
  ): Promise<Done>;
  /** For cases opened before cases had workflows: writes the decision and applies it to the order. */
  decideCase(
    move: Move & {
      caseId: string;
      kind: CaseKind;
      decision: string;
      amountFen?: number;
      helperId: string | null;
    },
  ): Promise<Done | Refusal>;
  /** Applies the decision of a case to the order. The case itself stores the decision. */
  applyDecision(
    move: Move & {
      caseId: string;
      round: number;
      kind: CaseKind;
      variant: string | null;
      decision: string;
      amountFen?: number;
      helperId: string | null;
    },
  ): Promise<Done | Refusal>;
}
