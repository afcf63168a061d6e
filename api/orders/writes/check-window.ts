import { Refused } from '#api/http/refused.ts';
import { minuteOfDay } from '#contracts/durations.ts';
import { isTooLong } from '#contracts/orders/visit-minutes.ts';
import type { Policy } from '#contracts/policy.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** "Now" is a few minutes old when it arrives. */
const LATE_FORM = 15 * MINUTE;
const FURTHEST_AHEAD = 90 * DAY;
const LONGEST_WINDOW = 14 * DAY;

/** The wanted time must be in the future, long enough, and have room for the visit inside the service hours. */
export function checkWindow(input: {
  windowStart: string;
  windowEnd: string;
  minutes: number;
  liveIn: boolean;
  now: Date;
  policy: Pick<Policy, 'visitHours' | 'utcOffsetMinutes'>;
}): { windowStart: Date; windowEnd: Date } {
  const start = Date.parse(input.windowStart);
  const end = Date.parse(input.windowEnd);
  const now = input.now.getTime();
  const refuse = (detail: string) => new Refused('SlotInvalid', { detail });
  if (!(start < end)) throw refuse('windowEnd must be after windowStart');
  if (start < now - LATE_FORM) throw refuse('windowStart is in the past');
  if (start > now + FURTHEST_AHEAD) throw refuse('windowStart is more than 90 days ahead');
  if (end - start > LONGEST_WINDOW) throw refuse('the window is longer than 14 days');
  if (!input.liveIn) {
    if (isTooLong(input.minutes)) throw refuse('a visit takes at most 24 hours');
    if (end - Math.max(start, now) < input.minutes * MINUTE)
      throw refuse('the window is shorter than the visit');
    if (!fitsVisitHours({ start: Math.max(start, now), end, minutes: input.minutes, policy: input.policy })) {
      throw refuse('the visit does not fit into the visiting hours');
    }
  }
  return { windowStart: new Date(start), windowEnd: new Date(end) };
}

function fitsVisitHours(input: {
  start: number;
  end: number;
  minutes: number;
  policy: Pick<Policy, 'visitHours' | 'utcOffsetMinutes'>;
}): boolean {
  const { policy, minutes } = input;
  const opens = minuteOfDay(policy.visitHours.from);
  const closes = minuteOfDay(policy.visitHours.to);
  // Care through the night is longer than any day; with hours around the clock a visit may last over midnight.
  if (minutes > closes - opens || closes - opens === DAY / MINUTE) return true;
  const offset = policy.utcOffsetMinutes * MINUTE;
  const first = Math.floor((input.start + offset) / DAY) * DAY;
  for (let midnight = first; midnight < input.end + offset; midnight += DAY) {
    const from = Math.max(input.start + offset, midnight + opens * MINUTE);
    const until = Math.min(input.end + offset, midnight + closes * MINUTE);
    if (until - from >= minutes * MINUTE) return true;
  }
  return false;
}
