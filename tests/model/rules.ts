import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { millis, minuteOfDay } from '#contracts/durations.ts';
import type { Policy } from '#contracts/policy.ts';
import { CELL_MINUTES, DAY_CELLS, type Place, SITES, type Span } from './world.ts';

export interface Taken {
  order: number;
  from: number;
  to: number;
  site: number;
  /** over: it blocks nothing any more and still counts as hours and before a night */
  done: boolean;
}
export interface Calendar {
  weeklyHours: number;
  working: Span[];
  leaves: { from: number; to: number }[];
  taken: Taken[];
}

export type Rule =
  | 'hoursOfDay'
  | 'leave'
  | 'overlap'
  | 'working'
  | 'travel'
  | 'rest'
  | 'dayLimit'
  | 'weekLimit';

/**
 * The first rule that a slot breaks, computed cell by cell without regard to speed. Written from the rules, not from
 * activities/calendars/helper-calendar.ts: the two must agree.
 */
export function brokenRule(input: {
  calendar: Calendar;
  policy: Policy;
  site: number;
  order: number;
  from: number;
  to: number;
}): Rule | null {
  const { calendar, policy, site, order, from, to } = input;
  const others = calendar.taken.filter((t) => t.order !== order);
  const [opens, closes] = [policy.visitHours.from, policy.visitHours.to].map(
    (t) => minuteOfDay(t) / CELL_MINUTES,
  );
  const day = dayOf(from);
  const holds = (cell: number, span: { from: number; to: number }) => span.from <= cell && cell < span.to;
  const ofDay = (cell: number) => cell - dayOf(cell) * DAY_CELLS;

  for (let cell = from; cell < to; cell += 1) {
    if (!holds(ofDay(cell), { from: opens!, to: closes! })) return 'hoursOfDay';
    if (calendar.leaves.some((leave) => holds(cell, leave))) return 'leave';
    if (others.some((t) => !t.done && holds(cell, t))) return 'overlap';
  }
  for (let cell = from; cell < to; cell += 1) {
    const shifts = calendar.working.filter((span) => span.day === dayOf(cell) % 7);
    if (!shifts.some((span) => holds(ofDay(cell), span))) return 'working';
  }
  for (const other of others) {
    const between = (other.from >= to ? other.from - to : from - other.to) * CELL_MINUTES;
    if (!other.done && between < travelMinutes(SITES[site]!, SITES[other.site]!, policy)) return 'travel';
    if (dayOf(other.from) !== day && between < restMinutes(policy)) return 'rest';
  }
  // Cell by cell, so that a night counts on both of its days.
  const worked = (same: (cell: number) => boolean): number => {
    let cells = 0;
    for (const t of [...others, { from, to }])
      for (let cell = t.from; cell < t.to; cell += 1) if (same(cell)) cells += 1;
    return cells * CELL_MINUTES;
  };
  const days = [...new Set([dayOf(from), dayOf(to - 1)])];
  for (const d of days) {
    const ofThatDay = worked((cell) => dayOf(cell) === d);
    const own = (to - from) * CELL_MINUTES;
    const alone = others.every((t) => dayOf(t.from) > d || dayOf(t.to - 1) < d);
    if (ofThatDay > policy.maxDailyMinutes && !(alone && own <= (policy.maxShiftMinutes ?? 0)))
      return 'dayLimit';
  }
  const weekly = Math.min(policy.maxWeeklyMinutes, calendar.weeklyHours * 60);
  const weeks = [...new Set(days.map((d) => Math.floor(d / 7)))];
  return weeks.some((w) => worked((cell) => Math.floor(dayOf(cell) / 7) === w) > weekly) ? 'weekLimit' : null;
}

/** What the helper's own calendar says, whatever else is booked: all of it worked, none of it leave. */
export function standsInCalendar(
  slot: { from: number; to: number },
  working: Span[],
  leaves: Calendar['leaves'],
): boolean {
  for (let cell = slot.from; cell < slot.to; cell += 1) {
    const day = dayOf(cell);
    const ofDay = cell - day * DAY_CELLS;
    if (!working.some((span) => span.day === day % 7 && span.from <= ofDay && ofDay < span.to)) return false;
    if (leaves.some((leave) => leave.from <= cell && cell < leave.to)) return false;
  }
  return true;
}

/** Worlds begin on a Monday. */
const dayOf = (cell: number): number => Math.floor(cell / DAY_CELLS);

const restMinutes = (policy: Policy): number =>
  millis(policy.restBetweenDays ?? STANDARD_POLICY.restBetweenDays) / 60_000;

/** All sites lie on one meridian. */
function travelMinutes(a: Place, b: Place, policy: Policy): number {
  const metres = Math.abs(a.latitude - b.latitude) * 111_195;
  return [...policy.travelBands].sort((x, y) => x.metres - y.metres).find((band) => metres <= band.metres)!
    .minutes;
}
