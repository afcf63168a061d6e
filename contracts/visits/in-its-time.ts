import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { millis } from '#contracts/durations.ts';
import type { Policy } from '#contracts/policy.ts';

/** Steps of a visit that belong to its time, and the policy value that says how long before the start they begin. */
const EARLY = {
  depart: 'departEarly',
  checkIn: 'checkInEarly',
  overrideCheckIn: 'checkInEarly',
} as const;
export type TimedStep = keyof typeof EARLY;

/** Orders placed before `departEarly` existed have no such key. */
export type VisitTimes = Pick<Policy, 'checkInEarly'> & Partial<Pick<Policy, 'departEarly'>>;

/** The time from which a step is possible, by the order's clock. All in ms since epoch. */
export function possibleFrom(step: TimedStep, startsAt: number, policy: VisitTimes): number {
  const early = policy[EARLY[step]] ?? STANDARD_POLICY[EARLY[step]];
  return startsAt - millis(early);
}

interface WhenFacts {
  /** The agreed start. */
  booked: { startsAt: number } | null;
  /** By the order's clock. */
  now: number;
  policy: VisitTimes;
}

/** The time from which this message is possible if it is still too early for it, in ms since epoch; else null. */
export function tooEarlyUntil(message: string, { booked, now, policy }: WhenFacts): number | null {
  if (!booked || !isTimed(message)) return null;
  const from = possibleFrom(message, booked.startsAt, policy);
  return now < from ? from : null;
}

const isTimed = (message: string): message is TimedStep => message in EARLY;
