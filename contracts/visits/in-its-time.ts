import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { Early, MessageDefinition } from '#contracts/define-message.ts';
import { millis } from '#contracts/durations.ts';
import { messagesOf } from '#contracts/messages.ts';
import type { Policy } from '#contracts/policy.ts';

/** Orders placed before `departEarly` existed have no such key. */
export type VisitTimes = Pick<Policy, 'checkInEarly'> & Partial<Pick<Policy, 'departEarly'>>;

interface WhenFacts {
  /** The agreed start. */
  booked: { startsAt: number } | null;
  /** By the order's clock. */
  now: number;
  policy: VisitTimes;
}

const EARLY_OF_FACT: Readonly<Record<string, Early>> = {
  departed: 'departEarly',
  checkedIn: 'checkInEarly',
  checkInOverridden: 'checkInEarly',
};
const MESSAGES: Readonly<Record<string, MessageDefinition | undefined>> = messagesOf('order');

/** The time from which a step is possible, by the order's clock. All in ms since epoch. */
const possibleFrom = (early: Early, startsAt: number, policy: VisitTimes): number =>
  startsAt - millis(policy[early] ?? STANDARD_POLICY[early]);

function earlyUntil(early: Early | undefined, { booked, now, policy }: WhenFacts): number | null {
  if (!booked || !early) return null;
  const from = possibleFrom(early, booked.startsAt, policy);
  return now < from ? from : null;
}

/** The time from which this message is possible if it is still too early for it, in ms since epoch; else null. */
export const tooEarlyUntil = (message: string, facts: WhenFacts): number | null =>
  earlyUntil(MESSAGES[message]?.early, facts);

/** The same for what a message makes of the visit. */
export const factTooEarlyUntil = (fact: string, facts: WhenFacts): number | null =>
  earlyUntil(EARLY_OF_FACT[fact], facts);

/** From when the helper may leave, and anybody check in; ISO. */
export function stepTimes(startsAt: Date, policy: VisitTimes): { departFrom: string; checkInFrom: string } {
  const from = (early: Early) => new Date(possibleFrom(early, startsAt.getTime(), policy)).toISOString();
  return { departFrom: from('departEarly'), checkInFrom: from('checkInEarly') };
}
