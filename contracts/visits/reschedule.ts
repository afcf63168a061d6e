import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { millis } from '#contracts/durations.ts';
import { isParty, type Party, type Role } from '#contracts/people/roles.ts';
import type { Policy } from '#contracts/policy.ts';

export type RescheduleTerms = Pick<
  Policy,
  'maxReschedules' | 'rescheduleReach' | 'consentWithin' | 'consentLimit'
>;

/** The terms of moving a visit. Orders placed before these terms existed use the standard ones. */
export function rescheduleTerms(policy: Partial<RescheduleTerms>): RescheduleTerms {
  const { maxReschedules, rescheduleReach, consentWithin, consentLimit } = { ...STANDARD_POLICY, ...policy };
  return { maxReschedules, rescheduleReach, consentWithin, consentLimit };
}

/** The side of the agreement this person acts for. Staff say which; the customer by default. */
export const sideOf = (role: Role, side: Party | undefined): Party =>
  isParty(role) ? role : (side ?? 'customer');

export const otherSide = (side: Party): Party => (side === 'customer' ? 'helper' : 'customer');

/** Starts are multiples of five minutes. */
const GRID = 5 * 60_000;

interface MoveRequest {
  startsAt: number;
  /** the agreed start */
  from: number;
  now: number;
  policy: Partial<RescheduleTerms> & Pick<Policy, 'checkInEarly'>;
}

/**
 * True when a visit may be moved to this time: a different one, not too soon, not too far ahead. All in ms since
 * epoch.
 */
export function canMoveTo({ startsAt, from, now, policy }: MoveRequest): boolean {
  const earliest = now + millis(policy.checkInEarly);
  const latest = Math.max(from, now + millis(rescheduleTerms(policy).rescheduleReach));
  return startsAt !== from && startsAt % GRID === 0 && startsAt >= earliest && startsAt <= latest;
}

/** A helper always needs consent. A customer needs it only when the agreed or the new start is near. */
export function needsConsent(
  input: Omit<MoveRequest, 'policy'> & { side: Party; policy: Partial<RescheduleTerms> },
): boolean {
  const near = input.now + millis(rescheduleTerms(input.policy).consentWithin);
  return input.side === 'helper' || input.from <= near || input.startsAt <= near;
}
