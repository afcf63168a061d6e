import { millis } from '#contracts/durations.ts';
import type { Policy } from '#contracts/policy.ts';
import type { CaseKind } from './kinds.ts';

/**
 * How long staff have for a case, in ms; then they are alerted again, as often. Policies stored before cases had limits
 * of their own: `followUpLimit` for a penalty, else `caseLimit`.
 */
export function caseLimitMs(
  policy: Pick<Policy, 'caseLimit' | 'followUpLimit' | 'caseLimits'>,
  kind: CaseKind,
): number {
  const own = policy.caseLimits?.[kind];
  return millis(own ?? (kind === 'penalty' ? policy.followUpLimit : policy.caseLimit));
}
