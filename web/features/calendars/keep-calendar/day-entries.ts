import type { CalendarView, CalendarVisit, LeaveView } from '#contracts/calendars/calendar.ts';
import { dateAfter, freeTime, midnightOf } from '#contracts/calendars/free-time.ts';

export type DayEntry = { from: number; to: number } & (
  | { kind: 'visit'; visit: CalendarVisit }
  | { kind: 'leave'; leave: LeaveView }
  | { kind: 'free' }
);

/** The entries of one local date in order of time; entries over midnight are cut there. */
export function dayEntries(calendar: CalendarView, date: string): DayEntry[] {
  const offset = calendar.utcOffsetMinutes;
  const [begin, end] = [midnightOf(date, offset), midnightOf(dateAfter(date, 1), offset)];
  const within = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => ({
    from: Math.max(begin, Date.parse(startsAt)),
    to: Math.min(end, Date.parse(endsAt)),
  });
  const entries: DayEntry[] = [
    ...calendar.visits.map((visit): DayEntry => ({ kind: 'visit', visit, ...within(visit) })),
    ...calendar.leaves.map((leave): DayEntry => ({ kind: 'leave', leave, ...within(leave) })),
    ...freeTime(calendar, date).map(
      ({ startsAt, endsAt }): DayEntry => ({ kind: 'free', from: startsAt, to: endsAt }),
    ),
  ];
  return entries.filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
}

/** The Monday of the week of a date. */
export const mondayOf = (date: string): string => {
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
  return dateAfter(date, -weekday);
};
