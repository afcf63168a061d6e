import { firstStart, partsByDay, withinVisitHours } from '#activities/calendars/helper-calendar.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { type Statement, sql } from '#platform/sql.ts';

const MINUTE = 60_000;
const STEP = 30 * MINUTE;
/** In longer windows nearly everyone has room at some time: checking every start would cost more than it saves. */
const MOST_STARTS = 96;

/**
 * False only for a helper (alias h) who certainly has no room: at every possible start the helper does not work, is
 * absent, or is booked, including the shortest travel time to the next home. For all others the calendar decides.
 */
export function mayHaveRoom(input: {
  order: Pick<OrderRow, 'id' | 'minutes' | 'policy' | 'windowStart' | 'windowEnd'>;
  now: number;
}): Statement {
  const { order, now } = input;
  const { policy, minutes } = order;
  const starts: { at: Date; weekday: number; minute: number }[] = [];
  const last = order.windowEnd.getTime() - minutes * MINUTE;
  for (let at = firstStart(order.windowStart.getTime(), now); at <= last; at += STEP) {
    const slot = { startsAt: at, endsAt: at + minutes * MINUTE };
    const [first] = partsByDay(slot, policy.utcOffsetMinutes);
    if (!first || !withinVisitHours(slot, policy)) continue;
    starts.push({ at: new Date(at), weekday: first.weekday, minute: first.from });
  }
  const way = Math.min(...policy.travelBands.map((band) => band.minutes));
  const slack = (Number.isFinite(way) ? way : 0) * MINUTE;
  if (starts.length > MOST_STARTS) return sql`true`;
  return sql`EXISTS (
    SELECT 1 FROM unnest(${starts.map(({ at }) => at)}::timestamptz[], ${starts.map(({ weekday }) => weekday)}::int[],
      ${starts.map(({ minute }) => minute)}::int[]) AS t (at, weekday, minute)
    WHERE EXISTS (SELECT 1 FROM working_time w WHERE w.helper_id = h.id AND w.weekday = t.weekday
        AND w.start_minute <= t.minute AND w.end_minute >= least(1440, t.minute + ${minutes}::int))
      AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.helper_id = h.id AND b.order_id <> ${order.id}
        AND b.starts_at < t.at + ${minutes * MINUTE + slack} * interval '1 millisecond'
        AND b.starts_at > t.at - interval '26 hours' AND b.ends_at > t.at - ${slack} * interval '1 millisecond'
        AND (b.status = 'confirmed' OR (b.status = 'held' AND b.held_until > now())))
      AND NOT EXISTS (SELECT 1 FROM leave l WHERE l.helper_id = h.id AND l.ends_at > t.at
        AND l.starts_at < t.at + ${minutes}::int * interval '1 minute'))`;
}
