import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { millis, minuteOfDay } from '#contracts/durations.ts';
import type { Clash } from '#contracts/matching/why-not.ts';
import type { Policy } from '#contracts/policy.ts';
import { metresBetween, type Place } from './distance.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** 1970-01-01 was a Thursday; weeks begin on Monday. */
const FIRST_MONDAY = 4 * DAY;

/** Times in ms since epoch, half open: [startsAt, endsAt). */
export interface Slot {
  startsAt: number;
  endsAt: number;
}
/** A helper's obligations in the weeks around a visit. */
export interface HelperCalendar {
  helperId: string;
  weeklyHours: number;
  worksHolidays: boolean;
  workingTimes: { weekday: number; startMinute: number; endMinute: number }[];
  leaves: Slot[];
  /** `alive`: blocks the slot; otherwise it only counts towards the hours worked. */
  bookings: (Slot & Place & { orderId: string; alive: boolean })[];
}
export interface SlotTerms {
  orderId: string;
  site: Place;
  policy: Policy;
}

/** Why the helper cannot take this slot, or null. A booking of the same order does not conflict. */
export function clashOf(calendar: HelperCalendar, slot: Slot, wanted: SlotTerms): Clash | null {
  const { policy } = wanted;
  const offset = policy.utcOffsetMinutes * MINUTE;
  const day = localDay(slot.startsAt, offset);
  const parts = partsByDay(slot, policy.utcOffsetMinutes);

  if (!withinVisitHours(slot, policy)) return 'hoursOfDay';
  if (!calendar.worksHolidays && parts.some((part) => policy.holidays.includes(dateOf(part.day))))
    return 'holiday';
  const works = ({ weekday, from, to }: DayPart): boolean =>
    calendar.workingTimes.some((t) => t.weekday === weekday && t.startMinute <= from && to <= t.endMinute);
  if (!parts.every(works)) return 'working';
  if (calendar.leaves.some((leave) => overlap(leave, slot))) return 'leave';

  const others = calendar.bookings.filter((b) => b.orderId !== wanted.orderId);
  for (const booking of others.filter((b) => b.alive)) {
    if (overlap(booking, slot)) return 'booking';
    const gap =
      booking.startsAt >= slot.endsAt ? booking.startsAt - slot.endsAt : slot.startsAt - booking.endsAt;
    if (gap < travelMinutes(metresBetween(booking, wanted.site), policy) * MINUTE) return 'travel';
  }
  // Visits on the same day may follow each other directly; between two days a night's rest is required.
  const rest = millis(policy.restBetweenDays);
  for (const other of others.filter((b) => localDay(b.startsAt, offset) !== day)) {
    const gap = other.startsAt >= slot.endsAt ? other.startsAt - slot.endsAt : slot.startsAt - other.endsAt;
    if (gap < rest) return 'rest';
  }
  // Over midnight, each day and each week counts its own hours.
  const worked = (span: Slot): number =>
    [...others, slot].reduce((sum, b) => sum + minutesInside(b, span), 0);
  const days = parts.map((part) => ({ startsAt: part.day - offset, endsAt: part.day - offset + DAY }));
  const isShift = (slot.endsAt - slot.startsAt) / MINUTE <= (policy.maxShiftMinutes ?? 0);
  const alone = (span: Slot): boolean => !others.some((b) => overlap(b, span));
  if (days.some((span) => worked(span) > policy.maxDailyMinutes && !(isShift && alone(span)))) return 'hours';
  const weeks = [slot.startsAt, slot.endsAt - 1].map((at) => weekOf(at, offset));
  const weekly = Math.min(policy.maxWeeklyMinutes, calendar.weeklyHours * 60);
  return weeks.some((span) => worked(span) > weekly) ? 'hours' : null;
}

/** The part of a slot on one local day, in minutes of that day. */
export interface DayPart {
  /** local midnight as if it were UTC */
  day: number;
  weekday: number;
  from: number;
  to: number;
}
export function partsByDay(slot: Slot, utcOffsetMinutes: number): DayPart[] {
  const offset = utcOffsetMinutes * MINUTE;
  const parts: DayPart[] = [];
  for (let day = localDay(slot.startsAt, offset); day < slot.endsAt + offset; day += DAY) {
    const from = Math.max(0, (slot.startsAt + offset - day) / MINUTE);
    const to = Math.min(DAY / MINUTE, (slot.endsAt + offset - day) / MINUTE);
    parts.push({ day, weekday: ((new Date(day).getUTCDay() + 6) % 7) + 1, from, to });
  }
  return parts;
}

/** The city's visit hours apply on every day of a visit: only with hours around the clock may it last over midnight. */
export function withinVisitHours(
  slot: Slot,
  policy: Pick<Policy, 'visitHours' | 'utcOffsetMinutes'>,
): boolean {
  const [opens, closes] = [minuteOfDay(policy.visitHours.from), minuteOfDay(policy.visitHours.to)];
  return partsByDay(slot, policy.utcOffsetMinutes).every(({ from, to }) => opens <= from && to <= closes);
}

/** The earliest start in the window at which the whole visit fits, in steps of 30 minutes, or null. */
export function firstFreeStart(
  calendar: HelperCalendar,
  input: SlotTerms & { minutes: number; windowStart: number; windowEnd: number; now: number },
): number | null {
  const first = firstStart(input.windowStart, input.now);
  for (let start = first; start + input.minutes * MINUTE <= input.windowEnd; start += 30 * MINUTE) {
    if (!clashOf(calendar, { startsAt: start, endsAt: start + input.minutes * MINUTE }, input)) return start;
  }
  return null;
}

/** A window that has already begun starts at the next multiple of five minutes. */
export function firstStart(windowStart: number, now: number): number {
  return windowStart >= now ? windowStart : Math.ceil(now / (5 * MINUTE)) * 5 * MINUTE;
}

/** Minutes booked in the local week of `at`. */
export function weekLoad(calendar: HelperCalendar, at: number, utcOffsetMinutes: number): number {
  const week = weekOf(at, utcOffsetMinutes * MINUTE);
  return calendar.bookings.reduce((sum, b) => sum + minutesInside(b, week), 0);
}

/** @internal tests compare it with the bands of a policy; the model uses it */
export function travelMinutes(metres: number, policy: Pick<Policy, 'travelBands'>): number {
  const band = policy.travelBands.find((b) => metres <= b.metres) ?? policy.travelBands.at(-1);
  return band?.minutes ?? 0;
}

/** The local weeks that the times touch, and one night before and after. */
export function weekAround(span: { from: number; to: number; utcOffsetMinutes?: number }): Slot {
  const offset = (span.utcOffsetMinutes ?? STANDARD_POLICY.utcOffsetMinutes) * MINUTE;
  const monday = (week: number): number => week * WEEK + FIRST_MONDAY - offset;
  return {
    startsAt: monday(localWeek(span.from, offset)) - DAY,
    endsAt: monday(localWeek(span.to, offset) + 1) + DAY,
  };
}

const dateOf = (day: number): string => new Date(day).toISOString().slice(0, 10);
const overlap = (a: Slot, b: Slot): boolean => a.startsAt < b.endsAt && b.startsAt < a.endsAt;
const localDay = (at: number, offset: number): number => Math.floor((at + offset) / DAY) * DAY;
const minutesInside = (a: Slot, b: Slot): number =>
  Math.max(0, Math.min(a.endsAt, b.endsAt) - Math.max(a.startsAt, b.startsAt)) / MINUTE;
const weekOf = (at: number, offset: number): Slot => {
  const startsAt = localWeek(at, offset) * WEEK + FIRST_MONDAY - offset;
  return { startsAt, endsAt: startsAt + WEEK };
};
const localWeek = (at: number, offset: number): number => Math.floor((at + offset - FIRST_MONDAY) / WEEK);
