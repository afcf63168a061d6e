import type { ErrorCode } from './errors.ts';
import type { Settlement, Stage } from './orders/stages.ts';
import type { Role, WaitingFor } from './people/roles.ts';

/** Who caused a transition. `proof` is checked by the activity; see contracts/messages.ts. */
export interface Actor {
  id: string | null;
  role: Role | 'system';
  proof?: string;
  /** the name of the message */
  action?: string;
  /** The signal's name, when it stands for the message. */
  signal?: string;
  reason?: string;
  noteId?: string;
  /** The other fields of the message; the proof covers them. */
  fields?: Readonly<Record<string, unknown>>;
}

/** Kinds of durable subjects other than the order. An order identifies itself by `orderId`. */
export type SubjectKind = 'case';

/**
 * One transition = one activity = one transaction. `key` is `<subject>:<step>:<n>`. The same key with the same input
 * returns the stored result; with another input it fails. `version` is the version of the subject if the transition
 * succeeds.
 */
export interface StepBase {
  key: string;
  version: number;
  actor: Actor;
  /** the update id, the signal's message id, or the label of a deadline */
  cause: string;
  /** workflow time, ISO */
  at: string;
}
/** A transition of an order. */
export interface Step extends StepBase {
  orderId: string;
}
/** A transition of any other subject. */
export interface SubjectStep extends StepBase {
  subject: SubjectKind;
  id: string;
}
export type AnyStep = Step | SubjectStep;

/** The projection after the transition. */
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
  /** TooEarly: the time from which it is possible, ISO. */
  from?: string;
}
export interface Done {
  ok: true;
}
/** Every transition's input. */
export interface Move {
  step: Step;
  enter: Enter;
}
