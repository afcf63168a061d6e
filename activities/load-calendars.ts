import type { HelperCalendar } from './helper-calendar.ts';
import type { Tx } from './order-row.ts';

const WEEK = 7 * 86_400_000;

/** The calendars of these helpers for every week that the times touch. A hold past its time is no hindrance. */
export async function loadCalendars(
  tx: Tx,
  input: { helperIds: string[]; from: number; to: number },
): Promise<Map<string, HelperCalendar>> {
  const from = new Date(input.from - WEEK);
  const to = new Date(input.to + WEEK);
  const rows = await tx.$queryRaw<HelperCalendar[]>`
    SELECT h.id AS "helperId", h.weekly_hours AS "weeklyHours",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('weekday', w.weekday, 'startMinute', w.start_minute,
          'endMinute', w.end_minute)), '[]')
        FROM working_time w WHERE w.helper_id = h.id) AS "workingTimes",
      (SELECT coalesce(jsonb_agg(jsonb_build_object('startsAt', extract(epoch FROM l.starts_at) * 1000,
          'endsAt', extract(epoch FROM l.ends_at) * 1000)), '[]')
        FROM leave l WHERE l.helper_id = h.id AND l.starts_at < ${to} AND l.ends_at > ${from}) AS leaves,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('orderId', b.order_id, 'latitude', b.latitude,
          'longitude', b.longitude, 'alive', b.status <> 'done',
          'startsAt', extract(epoch FROM b.starts_at) * 1000, 'endsAt', extract(epoch FROM b.ends_at) * 1000)), '[]')
        FROM booking b
        WHERE b.helper_id = h.id AND b.starts_at < ${to} AND b.ends_at > ${from}
          AND (b.status IN ('confirmed', 'done') OR (b.status = 'held' AND b.held_until > now()))) AS bookings
    FROM helper h WHERE h.id = ANY(${input.helperIds}::uuid[])`;
  return new Map(rows.map((row) => [row.helperId, row]));
}
