import type { HelperCalendar } from '#activities/calendars/helper-calendar.ts';
import { type CalendarRow, calendarColumns, readCalendar } from '#activities/calendars/load-calendars.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { type BookingFacts, whyNotBooked } from '#contracts/matching/who-is-fit.ts';
import type { Filter } from '#contracts/matching/why-not.ts';
import type { Queries } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { helperColumns, type MatchingHelper } from './find-free-helpers.ts';
import { bookingFactsSql, orderNeedOf } from './fit-facts.ts';
import { type HelperSearch, metresTo } from './hard-filters.ts';

/** One helper as a booking sees him or her. */
export interface SeenHelper {
  helper: MatchingHelper;
  /** Why the order cannot have this helper; null: it can. `endsAt` (ms): of the visit, once its slot is known. */
  whyNot: (how: { evenRemoved: boolean; endsAt?: number }) => Filter | null;
  calendar: HelperCalendar;
}

/**
 * These helpers as a booking sees them, each with the calendar of every week that the times touch. Their ids travel as
 * one text, so that the plan is the same for any number of them.
 */
export async function lookAtHelpers(
  database: Queries,
  input: {
    order: HelperSearch['order'] & Pick<OrderRow, 'id'>;
    need: HelperSearch['need'];
    helperIds: string[];
    from: number;
    to: number;
  },
): Promise<Map<string, SeenHelper>> {
  const { order, need, helperIds, from, to } = input;
  const { utcOffsetMinutes } = order.policy;
  const customerId = sql`${order.customerId}::uuid`;
  const skills = sql`${[...need.skills, ...need.illnessSkills]}::text[]`;
  const rows = await database.query<MatchingHelper & { facts: BookingFacts } & CalendarRow>(sql`
    SELECT ${helperColumns({ order, need })}, ${bookingFactsSql({ customerId, skills })} AS facts,
      EXISTS (SELECT 1 FROM "order" o WHERE o.customer_id = ${order.customerId}::uuid AND o.helper_id = h.id
        AND o.ending = 'completed') AS "sameHelper", ${calendarColumns({ from, to, utcOffsetMinutes })}
    FROM jsonb_array_elements_text(${JSON.stringify(helperIds)}::jsonb) AS wanted (id)
      CROSS JOIN LATERAL (SELECT * FROM helper WHERE helper.id = wanted.id::uuid OFFSET 0) h
      CROSS JOIN LATERAL (SELECT ${metresTo(need)} AS metres) d`);
  return new Map(
    rows.map(({ facts, weeklyHours, worksHolidays, workingTimes, leaves, bookings, ...helper }) => [
      helper.id,
      {
        helper,
        whyNot: ({ evenRemoved, endsAt }) =>
          whyNotBooked(facts, orderNeedOf(order, need, endsAt), { evenRemoved }),
        calendar: readCalendar(helper.id, { weeklyHours, worksHolidays, workingTimes, leaves, bookings }),
      },
    ]),
  );
}
