import type { Answer } from '#contracts/errors.ts';
import type { WaitingFor } from '#contracts/people/roles.ts';
import type { Actor, Done, Move, Refusal, SubjectStep } from '#contracts/transition.ts';
import type { CaseStage } from './case-subject.ts';
import type { CaseEnding, CaseKind, OvertakenBy } from './kinds.ts';

/** What the row of a case says after a transition. */
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

/** A decision on its way to the order. */
export interface SentDecision {
  caseId: string;
  round: number;
  /** Counts the decisions that were tried; part of the update's id, so that a lost answer is asked for again. */
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

/** Transitions of a case: the only writers of an open case's row. */
export interface CaseActivities {
  /** A member of the staff owns the case from now on, or nobody does (`ownerId` null). */
  assignCase(move: CaseMove & { ownerId: string | null }): Promise<Done | Refusal>;
  /** The question has changed: other decisions are possible now. */
  changeCase(move: CaseMove & { variant: string }): Promise<Done>;
  /** The due time passed without a decision: staff are alerted again; `enter.deadline` is the next due time. */
  remindOfCase(move: CaseMove): Promise<Done>;
  /** The case ends, by a decision or by what happened. */
  closeCase(
    move: CaseMove & {
      ending: CaseEnding;
      decision: string;
      amountFen?: number;
    },
  ): Promise<Done | Refusal>;
}

/** Effects around a case that are no transition of it. */
export interface CaseLinks {
  /** Starts the workflow of a case whose row a transition wrote; a second start is the same workflow. */
  startCase(input: { caseId: string; round: number }): Promise<void>;
  /**
   * Asks the order to apply a decision; a closed order gets it by a transition of its own. The answer is the order's:
   * a refusal (the helper has just checked in) goes back to who decided.
   */
  sendDecision(input: SentDecision): Promise<Answer>;
  /** The order's deadline follows the due time of the case it waits for. */
  sendDueTime(input: { caseId: string; orderId: string; version: number; dueAt: string }): Promise<void>;
}

/** What may stand on the timeline of a case. */
export interface CaseEventPayloads {
  caseOpened: { kind: CaseKind; reason: string };
  caseAssigned: { ownerId: string | null };
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
      /** The case gets a workflow of its own. */
      own?: boolean;
    },
  ): Promise<Done>;
  /** Of cases that were opened before they had workflows: writes the decision and what it does to the order. */
  decideCase(
    move: Move & {
      caseId: string;
      kind: CaseKind;
      decision: string;
      amountFen?: number;
      helperId: string | null;
    },
  ): Promise<Done | Refusal>;
  /** Applies what was decided in a case; the case writes the decision itself. */
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
