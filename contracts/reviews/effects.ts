import type { Move, Refusal } from '#contracts/transition.ts';

/** The effects of an order on its review. Implemented in activities/reviews/effects.ts. */
export interface ReviewsEffects {
  /** Stores the scores and proposes the follow-up; a bad review opens the penalty case in the same transaction. */
  recordReview(
    move: Move & {
      attitude: number;
      effect: number;
      contractKept: boolean;
      caseId: string;
      caseDueAt: string;
      /** Starts the workflow of a penalty case. */
      ownCase?: boolean;
    },
  ): Promise<{ ok: true; averageX100: number; followUp: 'reward' | 'case' | 'none' } | Refusal>;
}
