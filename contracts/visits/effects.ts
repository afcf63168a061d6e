import type { Party } from '#contracts/people/roles.ts';
import type { Done, Move, Refusal } from '#contracts/transition.ts';
import type { DeclinedBy } from './events.ts';

/** Where a visit was moved to, and the window a replacement would have to keep. */
export interface Moved {
  ok: true;
  startsAt: string;
  endsAt: string;
  windowStart: string;
  windowEnd: string;
}

/** The effects of an order on its visit. Implemented in activities/visits/. */
export interface VisitsEffects {
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
}
