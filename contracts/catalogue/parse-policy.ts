import type { Policy } from '#contracts/policy.ts';
import { STANDARD_POLICY } from './standard-policy.ts';

// A policy without `caseLimits` follows its own `followUpLimit` and `caseLimit` (contracts/cases/case-limit.ts).
const { caseLimits: _, ...FILLED } = STANDARD_POLICY;

/**
 * A stored policy with all of today's keys: what is older than a key gets its standard value, in its objects too; lists
 * stay as they were stored. No stored policy is refused, since an order keeps the terms it was placed under. Nothing
 * stored is the standard policy.
 */
export function parsePolicy(stored: unknown): Policy {
  if (!isObject(stored)) return STANDARD_POLICY;
  // Read with every row of an order: spreads are cheap.
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
