import type { OrderEventOf } from '#contracts/events.ts';
import type { Done, Enter, Move, Refusal } from '#contracts/transition.ts';

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

/** The effects of an order on candidates, holds and bookings. Implemented in activities/matching/effects.ts. */
export interface MatchingEffects {
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
  /** The helper is out (declined, silent, withdrew, did not show): slots released, agreement void. */
  releaseHelper(move: Move & { helperId: string; event: OrderEventOf }): Promise<Done>;
}
