import { isHoliday } from '#contracts/money/price.ts';
import type { Policy } from '#contracts/policy.ts';
import { clashOf, type HelperCalendar, type SlotTerms } from './helper-calendar.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const STEP = 30 * MINUTE;

/** Other possible starts on one local day, at the agreed price if there is one. ms since epoch. */
export function freeStarts(
  calendar: HelperCalendar,
  input: SlotTerms & {
    day: number;
    minutes: number;
    agreed: number | null;
    earliest: number;
    latest: number;
  },
): number[] {
  const { policy, minutes, agreed } = input;
  const midnight = localMidnight(input.day, policy);
  const starts: number[] = [];
  for (let start = midnight; start < midnight + DAY; start += STEP) {
    if (start === agreed || start < input.earliest || start > input.latest) continue;
    if (agreed !== null && isHoliday(start, policy) !== isHoliday(agreed, policy)) continue;
    if (!clashOf(calendar, { startsAt: start, endsAt: start + minutes * MINUTE }, input)) starts.push(start);
  }
  return starts;
}

/** The free starts nearest to the wanted one: on its day, else on the days around it. */
export function nearestFreeStarts(
  calendar: HelperCalendar,
  input: Omit<Parameters<typeof freeStarts>[1], 'day'> & { wanted: number; most: number },
): number[] {
  const near = (a: number, b: number): number => Math.abs(a - input.wanted) - Math.abs(b - input.wanted);
  const found: number[] = [];
  for (const days of [0, 1, -1, 2, -2, 3, -3]) {
    found.push(...freeStarts(calendar, { ...input, day: input.wanted + days * DAY }).sort(near));
    if (found.length >= input.most) break;
  }
  return found.slice(0, input.most);
}

/** 00:00 of the local day that `at` lies in. */
export function localMidnight(at: number, policy: Pick<Policy, 'utcOffsetMinutes'>): number {
  const offset = policy.utcOffsetMinutes * MINUTE;
  return Math.floor((at + offset) / DAY) * DAY - offset;
}
