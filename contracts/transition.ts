import type { Action } from './access.ts';
import type { ErrorCode } from './errors.ts';
import type { Settlement, Stage } from './orders/stages.ts';
import type { Role, WaitingFor } from './people/roles.ts';

/** Who caused a transition. `proof` is checked by the activity; see contracts/messages.ts. */
export interface Actor {
  id: string | null;
  role: Role | 'system';
  proof?: string;
  action?: Action;
  reason?: string;
  noteId?: string;
}

/**
 * One transition = one activity = one transaction. `key` is `<orderId>:<step>:<n>`; the same key with the same input
 * returns the stored result, with another input it is refused loudly. `version` is the order's version if it succeeds.
 */
export interface Step {
  key: string;
  orderId: string;
  version: number;
  actor: Actor;
  /** update id, signal message id, or the label of a deadline */
  cause: string;
  /** workflow time, ISO */
  at: string;
}

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
