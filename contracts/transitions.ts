import type { Action } from './access.ts';
import type { CaseKind } from './cases/kinds.ts';
import type { ErrorCode } from './errors.ts';
import type { DeclinedBy, OrderEventOf, Party } from './events.ts';
import type { Fee } from './money/ending-fee.ts';
import type { Ending, Settlement, Stage } from './orders/stages.ts';
import type { Role, WaitingFor } from './people/roles.ts';
import type { Policy } from './policy.ts';

/** What an order workflow starts with. No personal data. */
export interface StartOrder {
  orderId: string;
  customerId: string;
  city: string;
  district: string;
  serviceCode: string;
  shape: 'visit' | 'liveIn';
  /** false: an agent took an inquiry in which something is missing. */
  complete: boolean;
  quantity: number;
  minutes: number;
  windowStart: string;
  windowEnd: string;
  /** A helper the customer named at once. */
  named?: string;
  placedAt: string;
  policy: Policy;
}

export interface OrderOutcome {
  orderId: string;
  ending: Ending;
  version: number;
}

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

export interface ShortlistEntry {
  helperId: string;
  totalFen: number;
  startsAt: string;
  endsAt: string;
  hold: 'firm' | 'soft';
  accepted: boolean;
}

export interface Booked {
  ok: true;
  helperId: string;
  agreementId: string;
  termsHash: string;
  totalFen: number;
  startsAt: string;
  endsAt: string;
}

/** Where a visit was moved to, and the window a replacement would have to keep. */
export interface Moved {
  ok: true;
  startsAt: string;
  endsAt: string;
  windowStart: string;
  windowEnd: string;
}

/** Every effect of the order workflow. Implemented in activities/, one file per area. */
export interface OrderActivities {
  /** The inquiry is now complete (quantity and window are written). */
  completeInquiry(
    move: Move & { minutes: number; quantity: number; windowStart: string; windowEnd: string },
  ): Promise<Done | Refusal>;
  /** Finds, ranks, holds and offers 1-3 helpers; `enter` is used when some are found, `none` when not. */
  recommendHelpers(
    move: Move & {
      none: Enter;
      round: number;
      excluded: string[];
      named?: string;
      reasons: string[];
      capFen: number | null;
      holdUntil: string;
      /** The customer wants the named helper at another time: the order's window becomes this. */
      window?: { windowStart: string; windowEnd: string };
    },
  ): Promise<{ ok: true; candidates: ShortlistEntry[] }>;
  /** A helper pre-accepts or declines; a decline releases the hold. `left` counts who can still be chosen. */
  answerOffer(
    move: Move & { round: number; helperId: string; accept: boolean },
  ): Promise<{ ok: true; left: number } | Refusal>;
  /** Takes the chosen (or hand-picked) helper's slot, releases the others, drafts the agreement. */
  bookHelper(
    move: Move & {
      round: number;
      helperId: string;
      byHand: boolean;
      holdUntil: string;
      capFen: number | null;
    },
  ): Promise<Booked | Refusal>;
  /** One signature. With the second one the booking is confirmed, the PDF made and `complete` entered. */
  signAgreement(
    move: Move & {
      complete: Enter;
      agreementId: string;
      party: 'customer' | 'helper';
      evidenceId: string;
      termsHash: string;
    },
  ): Promise<{ ok: true; complete: boolean } | Refusal>;
  /** The helper is out (declined, silent, withdrew, did not show): slots released, agreement void. */
  releaseHelper(move: Move & { helperId: string; event: OrderEventOf }): Promise<Done>;
  /** One side asks the other for another start: the helper's new slot is kept free until the answer. */
  proposeReschedule(
    move: Move & { proposalId: string; side: Party; startsAt: string; until: string },
  ): Promise<Done | Refusal>;
  /** The proposed time is off: declined, withdrawn, unanswered or overtaken. The agreed one stands. */
  declineReschedule(move: Move & { proposalId: string; by: DeclinedBy }): Promise<Done | Refusal>;
  /**
   * The visit moves: booking, visit, order, reminders and the amendment of the agreement. `proposalId` is null where the
   * terms ask for no consent.
   */
  rescheduleVisit(
    move: Move & {
      amendmentId: string;
      proposalId: string | null;
      side: Party;
      startsAt: string;
      /** The least a later cancellation costs the customer. */
      feeFloorFen: number;
    },
  ): Promise<Moved | Refusal>;
  /** A fact of the visit. `checkedIn` with a start code checks it; `enter` is used only when it fits. */
  recordVisit(
    move: Move & {
      fact: 'due' | 'departed' | 'late' | 'checkedIn' | 'checkInOverridden' | 'checkedOut';
      startCode?: string;
      deviceAt?: string;
    },
  ): Promise<Done | Refusal>;
  openCase(
    move: Move & {
      caseId: string;
      kind: CaseKind;
      reason: string;
      helperId: string | null;
      dueAt: string | null;
      proposal?: string;
    },
  ): Promise<Done>;
  /** Writes what ops decided, with its penalty (kind `penalty`) in the same transaction. */
  decideCase(
    move: Move & {
      caseId: string;
      kind: CaseKind;
      decision: string;
      amountFen?: number;
      helperId: string | null;
    },
  ): Promise<Done | Refusal>;
  /** Completion confirmed and one balanced ledger transaction for exactly the agreed sum less `reductionFen`. */
  settle(
    move: Move & { by: 'customer' | 'deadline' | 'ops'; reductionFen: number },
  ): Promise<{ ok: true; dueFen: number } | Refusal>;
  recordPayment(
    move: Move & { paymentId: string; amountFen: number; source: 'gateway' | 'cash' },
  ): Promise<Done | Refusal>;
  /** Stores the scores and proposes the follow-up; a bad review opens the penalty case in the same transaction. */
  recordReview(
    move: Move & {
      attitude: number;
      effect: number;
      contractKept: boolean;
      caseId: string;
      caseDueAt: string;
    },
  ): Promise<{ ok: true; averageX100: number; followUp: 'reward' | 'case' | 'none' } | Refusal>;
  /** Anything on the timeline that touches nothing but the projection (and its notices). */
  recordEvent(move: Move & { event: OrderEventOf }): Promise<Done>;
  /** Ends the order: slots released, notices of waits voided, fee or reward in the ledger, the ending told. A fee asked
   * for without valid proof is refused as Unverified. */
  closeOrder(
    move: Move & {
      ending: Ending;
      reason?: string;
      reward: boolean;
      fee: Fee | null;
    },
  ): Promise<Done | Refusal>;
  /**
   * A deadline fired: which outage of ours (or own visit of a helper we wait for) lay inside the wait? Then the
   * deadline and its holds move by it, at least by the grace, and the timeline says so.
   */
  checkDeadline(
    move: Move & { waitFrom: string; deadline: string; helperId: string | null; graceMs: number },
  ): Promise<{ ok: true; extendedTo: string | null }>;
}

type Holds<T extends true> = T;
/** An activity whose input has no key does not compile: tried again, it would have its effect again. */
export type EveryActivityHasAKey = Holds<
  {
    [A in keyof OrderActivities]: Parameters<OrderActivities[A]>[0] extends Move ? true : false;
  }[keyof OrderActivities]
>;
