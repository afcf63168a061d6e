import type { ErrorCode } from './errors.ts';
import type { Settlement, Stage } from './orders/stages.ts';
import type { Role, WaitingFor } from './people/roles.ts';

/** Who caused a transition. `proof` is checked by the activity; see contracts/messages.ts. */
export interface Actor {
  id: string | null;
  role: Role | 'system';
  proof?: string;
  /** name of the message */
  action?: string;
  /** The signal's name, when one stands for the message. */
  signal?: string;
  reason?: string;
  noteId?: string;
  /** What else the message says; the proof covers it. */
  fields?: Readonly<Record<string, unknown>>;
}

/** Kinds of durable subjects besides the order, which names itself by `orderId`. */
export type SubjectKind = 'case';

/**
 * One transition = one activity = one transaction. `key` is `<subject>:<step>:<n>`; the same key with the same input
 * returns the stored result, with another input it is refused loudly. `version` is the subject's version if it succeeds.
 */
export interface StepBase {
  key: string;
  version: number;
  actor: Actor;
  /** update id, signal message id, or the label of a deadline */
  cause: string;
  /** workflow time, ISO */
  at: string;
}
/** A step of an order. */
export interface Step extends StepBase {
  orderId: string;
}
/** A step of any other subject. */
export interface SubjectStep extends StepBase {
  subject: SubjectKind;
  id: string;
}
export type AnyStep = Step | SubjectStep;

/** What the projection says after the transition. */
export interface Enter {
  stage: Stage;
  waitingFor: WaitingFor | null;
  deadline: string | null;
  needsOps: boolean;
  needsOpsReason: string | null;
  settlement: Settlement;
  clockShiftMs: number;
}

export interface Refusal {
  ok: false;
  code: ErrorCode;
  alternatives?: string[];
}
export interface Done {
  ok: true;
}
/** Every transition's input. */
export interface Move {
  step: Step;
  enter: Enter;
}
