import type { Policy } from '#contracts/policy.ts';
import { STANDARD_POLICY } from './standard-policy.ts';

// A policy without `caseLimits` uses its own `followUpLimit` and `caseLimit` (contracts/cases/case-limit.ts).
const { caseLimits: _, ...FILLED } = STANDARD_POLICY;

/**
 * A stored policy with all keys of today. A missing key gets its standard value, also inside objects; lists stay as
 * stored. No stored policy is refused, because an order keeps the terms it was placed under. Nothing stored: the
 * standard policy.
 */
export function parsePolicy(stored: unknown): Policy {
  if (!isObject(stored)) return STANDARD_POLICY;
  // This runs for every order row that is read: object spreads are cheap.
  const own: Partial<Policy> = stored;
  return {
    ...FILLED,
    ...own,
    serviceHours: { ...FILLED.serviceHours, ...own.serviceHours },
    visitHours: { ...FILLED.visitHours, ...own.visitHours },
    firmHolds: { ...FILLED.firmHolds, ...own.firmHolds },
    levelPercent: { ...FILLED.levelPercent, ...own.levelPercent },
    reward: { ...FILLED.reward, ...own.reward },
    penalty: { ...FILLED.penalty, ...own.penalty },
    weights: { ...FILLED.weights, ...own.weights },
    onDemand: { ...FILLED.onDemand, ...own.onDemand },
  };
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
