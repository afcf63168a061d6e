import type { Policy } from '#contracts/policy.ts';

/** True if this review opens a penalty case. `attitude` and `effect` are 1 to 5. */
export function opensPenalty(
  review: { attitude: number; effect: number; contractKept: boolean },
  policy: Pick<Policy, 'penalty'>,
): boolean {
  return !review.contractKept || averageX100(review) <= policy.penalty.toAverageX100;
}

/** The mean of both scores, times 100. */
export const averageX100 = ({ attitude, effect }: { attitude: number; effect: number }): number =>
  ((attitude + effect) * 100) / 2;
