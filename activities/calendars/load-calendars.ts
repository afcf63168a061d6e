import type { Queries } from '#platform/database.ts';
import { type Statement, sql } from '#platform/sql.ts';
import type { HelperCalendar } from './helper-calendar.ts';
import { weekAround } from './helper-calendar.ts';

interface Span {
  from: number;
  to: number;
  utcOffsetMinutes?: number;
}

/**
 * The calendars of these helpers for every week that the times touch. Expired holds do not count. The ids are sent as
 * one text, so that the plan is the same for any number of them.
 */
export async function loadCalendars(
  database: Queries,
  input: Span & { helperIds: string[] },
): Promise<Map<string, HelperCalendar>> {
  const rows = await database.query<CalendarRow & { helperId: string }>(sql`
    SELECT h.id AS "helperId", ${calendarColumns(input)}
    FROM jsonb_array_elements_text(${JSON.stringify(input.helperIds)}::jsonb) AS wanted (id)
      CROSS JOIN LATERAL (SELECT * FROM helper WHERE helper.id = wanted.id::uuid OFFSET 0) h`);
  return new Map(rows.map((row) => [row.helperId, readCalendar(row.helperId, row)]));
}

/** The compact form from the database: without keys the rows are a third of the size. */
export interface CalendarRow {
  weeklyHours: number;
  worksHolidays: boolean;
  workingTimes: number[];
  leaves: number[];
  bookings: [
    orderId: string,
    alive: boolean,
    from: number,
    to: number,
    latitude: number,
    longitude: number,
  ][];
}

export function readCalendar(helperId: string, row: CalendarRow): HelperCalendar {
  const { weeklyHours, worksHolidays } = row;
  return {
    helperId,
    weeklyHours,
    worksHolidays,
    workingTimes: threes(row.workingTimes),
    leaves: twos(row.leaves),
    bookings: row.bookings.map(([orderId, alive, startsAt, endsAt, latitude, longitude]) => ({
      orderId,
      alive,
      startsAt: startsAt * 1000,
      endsAt: endsAt * 1000,
      latitude,
      longitude,
    })),
  };
}

/** The calendar of one helper (alias h) as columns of a query. No visit is longer than a day. */
export function calendarColumns(span: Span): Statement {
  const week = weekAround(span);
  const from = new Date(week.startsAt);
  const to = new Date(week.endsAt);
  const dayBefore = new Date(week.startsAt - 86_400_000);
  return sql`h.weekly_hours AS "weeklyHours", h.works_holidays AS "worksHolidays",
    ARRAY(SELECT unnest(ARRAY[w.weekday, w.start_minute, w.end_minute])
      FROM working_time w WHERE w.helper_id = h.id) AS "workingTimes",
    ARRAY(SELECT unnest(ARRAY[extract(epoch FROM l.starts_at)::float8, extract(epoch FROM l.ends_at)::float8])
      FROM leave l WHERE l.helper_id = h.id AND l.starts_at < ${to} AND l.ends_at > ${from}) AS leaves,
    coalesce((SELECT json_agg(json_build_array(b.order_id, b.status <> 'done', extract(epoch FROM b.starts_at)::float8,
        extract(epoch FROM b.ends_at)::float8, b.latitude, b.longitude))
      FROM booking b
      WHERE b.helper_id = h.id AND b.starts_at < ${to} AND b.starts_at > ${dayBefore} AND b.ends_at > ${from}
        AND (b.status IN ('confirmed', 'done') OR (b.status = 'held' AND b.held_until > now()))), '[]') AS bookings`;
}

function threes(flat: number[]): HelperCalendar['workingTimes'] {
  return Array.from({ length: flat.length / 3 }, (_, n) => ({
    weekday: flat[3 * n]!,
    startMinute: flat[3 * n + 1]!,
    endMinute: flat[3 * n + 2]!,
  }));
}

function twos(flat: number[]): HelperCalendar['leaves'] {
  return Array.from({ length: flat.length / 2 }, (_, n) => ({
    startsAt: flat[2 * n]! * 1000,
    endsAt: flat[2 * n + 1]! * 1000,
  }));
}
