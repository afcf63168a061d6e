/** Timeline events about the review and the follow-up: ids, codes, times and amounts only. */
export interface ReviewsEvents {
  /** `onBehalf`: staff entered it for the customer. */
  reviewed: { averageX100: number; contractKept: boolean; onBehalf?: true };
  noReview: Record<string, never>;
  /** `boostUntil`: the higher rank ends then; rewards before 2026-12 did not say. */
  rewardGranted: { helperId: string; points: number; bonusFen: number; boostUntil?: string };
  penaltyDecided: { helperId: string; kind: string; reason: string };
}
