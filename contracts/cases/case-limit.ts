import { millis } from '#contracts/durations.ts';
import type { Policy } from '#contracts/policy.ts';
import type { CaseKind } from './kinds.ts';

/**
 * How long staff have to decide a case, in ms. After each such period they are alerted again. Policies stored before
 * `caseLimits` existed: `followUpLimit` for a penalty, else `caseLimit`.
 */
export function caseLimitMs(
  policy: Pick<Policy, 'caseLimit' | 'followUpLimit' | 'caseLimits'>,
  kind: CaseKind,
): number {
  const own = policy.caseLimits?.[kind];
  return millis(own ?? (kind === 'penalty' ? policy.followUpLimit : policy.caseLimit));
}
