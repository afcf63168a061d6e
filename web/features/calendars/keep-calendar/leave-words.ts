import type { LeaveView } from '#contracts/calendars/calendar.ts';
import { day, dayAndClock, localDate, span, timeOfDay } from '../../../lib/time.ts';

/** Whole days by their dates, the last one included; anything else with the clock. */
export function leaveWords({ startsAt, endsAt }: LeaveView, lang: string): string {
  if (timeOfDay(startsAt) !== '00:00' || timeOfDay(endsAt) !== '00:00')
    return localDate(startsAt) === localDate(endsAt)
      ? span(startsAt, endsAt, lang)
      : `${dayAndClock(startsAt, lang)} – ${dayAndClock(endsAt, lang)}`;
  const last = new Date(Date.parse(endsAt) - 1).toISOString();
  const first = day(startsAt, lang);
  return localDate(startsAt) === localDate(last) ? first : `${first} – ${day(last, lang)}`;
}
