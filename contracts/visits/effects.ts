import type { Party } from '#contracts/people/roles.ts';
import type { Done, Move, Refusal } from '#contracts/transition.ts';
import type { DeclinedBy } from './events.ts';

/** The new time of a visit, and the window that a replacement would have to keep. */
export interface Moved {
  ok: true;
  startsAt: string;
  endsAt: string;
  windowStart: string;
  windowEnd: string;
}

/** The effects of an order on its visit. Implemented in activities/visits/. */
export interface VisitsEffects {
  /** One side proposes another start. The helper's new slot is reserved until the answer. */
  proposeReschedule(
    move: Move & { proposalId: string; side: Party; startsAt: string; until: string },
  ): Promise<Done | Refusal>;
  /** The proposal ends (declined, withdrawn, expired or obsolete). The agreed time stays. */
  declineReschedule(move: Move & { proposalId: string; by: DeclinedBy }): Promise<Done | Refusal>;
  /**
   * Moves the visit: booking, visit, order, reminders and the amendment of the agreement. `proposalId` is null when
   * the terms require no consent.
   */
  rescheduleVisit(
    move: Move & {
      amendmentId: string;
      proposalId: string | null;
      side: Party;
      startsAt: string;
      /** The minimum fee of a later cancellation by the customer. */
      feeFloorFen: number;
    },
  ): Promise<Moved | Refusal>;
  /** An event of the visit. `checkedIn` with a start code checks the code; `enter` is applied only if it is right. */
  recordVisit(
    move: Move & {
      fact: 'due' | 'departed' | 'late' | 'checkedIn' | 'checkInOverridden' | 'checkedOut';
      startCode?: string;
      deviceAt?: string;
    },
  ): Promise<Done | Refusal>;
}
