import type { CalendarView, DaySpan } from './calendar.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** ms since epoch; the end is exclusive. */
export interface Span {
  startsAt: number;
  endsAt: number;
}

/** Midnight of a local date as ms since epoch. */
export const midnightOf = (date: string, utcOffsetMinutes: number): number =>
  Date.parse(`${date}T00:00:00Z`) - utcOffsetMinutes * MINUTE;

/**
 * 1 = Monday … 7 = Sunday.
 * @internal tests name the day of a date
 */
export const weekdayOf = (date: string): number => ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

/** The local date that many days later. */
export const dateAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** The working hours of a helper on that date, before bookings are subtracted. */
export function workingSpans(times: readonly DaySpan[], date: string, utcOffsetMinutes: number): Span[] {
  const midnight = midnightOf(date, utcOffsetMinutes);
  return times
    .filter(({ weekday }) => weekday === weekdayOf(date))
    .map(({ startMinute, endMinute }) => ({
      startsAt: midnight + startMinute * MINUTE,
      endsAt: midnight + endMinute * MINUTE,
    }))
    .sort((a, b) => a.startsAt - b.startsAt);
}

/** The working hours of a date minus leave and visits. */
export function freeTime(
  calendar: Pick<CalendarView, 'workingTimes' | 'leaves' | 'visits' | 'utcOffsetMinutes'>,
  date: string,
): Span[] {
  const busy = [...calendar.leaves, ...calendar.visits].map(({ startsAt, endsAt }) => ({
    startsAt: Date.parse(startsAt),
    endsAt: Date.parse(endsAt),
  }));
  return busy.reduce(
    (free, taken) => free.flatMap((span) => without(span, taken)),
    workingSpans(calendar.workingTimes, date, calendar.utcOffsetMinutes),
  );
}

function without(span: Span, taken: Span): Span[] {
  if (taken.endsAt <= span.startsAt || taken.startsAt >= span.endsAt) return [span];
  return [
    { startsAt: span.startsAt, endsAt: taken.startsAt },
    { startsAt: taken.endsAt, endsAt: span.endsAt },
  ].filter(({ startsAt, endsAt }) => startsAt < endsAt);
}

/** Merges adjacent spans, so that a visit over noon fits into morning and afternoon. */
export function joinSpans(times: readonly DaySpan[]): DaySpan[] {
  const sorted = [...times].sort((a, b) => a.weekday - b.weekday || a.startMinute - b.startMinute);
  const joined: DaySpan[] = [];
  for (const next of sorted) {
    const last = joined.at(-1);
    if (last?.weekday === next.weekday && last.endMinute >= next.startMinute)
      last.endMinute = Math.max(last.endMinute, next.endMinute);
    else joined.push({ ...next });
  }
  return joined;
}

/** True when the weekly working times cover the whole span, also over midnight. */
export function covers(times: readonly DaySpan[], span: Span, utcOffsetMinutes: number): boolean {
  let at = span.startsAt;
  while (at < span.endsAt) {
    const date = new Date(at + utcOffsetMinutes * MINUTE).toISOString().slice(0, 10);
    const hit = workingSpans(times, date, utcOffsetMinutes).find((s) => s.startsAt <= at && at < s.endsAt);
    if (!hit) return false;
    at = hit.endsAt;
  }
  return true;
}
