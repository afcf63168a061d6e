/** Timeline events about the review and the follow-up: ids, codes, times and amounts only. */
export interface ReviewsEvents {
  reviewed: { averageX100: number; contractKept: boolean };
  noReview: Record<string, never>;
  rewardGranted: { helperId: string; points: number; bonusFen: number };
  penaltyDecided: { helperId: string; kind: string; reason: string };
}
