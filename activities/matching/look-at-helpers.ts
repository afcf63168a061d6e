import type { HelperCalendar } from '#activities/calendars/helper-calendar.ts';
import { type CalendarRow, calendarColumns, readCalendar } from '#activities/calendars/load-calendars.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Queries } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { helperColumns, type MatchingHelper } from './find-free-helpers.ts';
import { fits, type HelperSearch, metresTo } from './hard-filters.ts';

/** One helper as the booking sees him or her. */
export interface SeenHelper {
  /** null: may not do this order at all, whoever asks */
  fit: (MatchingHelper & { recommended: boolean }) | null;
  calendar: HelperCalendar;
}

/**
 * These helpers as ops pick them by hand (only skills, certificates and blocks count), each with the calendar of every
 * week that the times touch. Their ids travel as one text, so that the plan is the same for any number of them.
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
  const asked = { order, need, excluded: [], byHand: true };
  const { utcOffsetMinutes } = order.policy;
  const rows = await database.query<
    MatchingHelper & { recommended: boolean; fits: boolean } & CalendarRow
  >(sql`
    SELECT ${helperColumns(asked)}, h.recommended, (${fits(asked)}) AS fits,
      EXISTS (SELECT 1 FROM "order" o WHERE o.customer_id = ${order.customerId}::uuid AND o.helper_id = h.id
        AND o.ending = 'completed') AS "sameHelper", ${calendarColumns({ from, to, utcOffsetMinutes })}
    FROM jsonb_array_elements_text(${JSON.stringify(helperIds)}::jsonb) AS wanted (id)
      CROSS JOIN LATERAL (SELECT * FROM helper WHERE helper.id = wanted.id::uuid OFFSET 0) h
      CROSS JOIN LATERAL (SELECT ${metresTo(need)} AS metres) d`);
  return new Map(
    rows.map(({ fits: isFit, weeklyHours, worksHolidays, workingTimes, leaves, bookings, ...helper }) => [
      helper.id,
      {
        fit: isFit ? helper : null,
        calendar: readCalendar(helper.id, { weeklyHours, worksHolidays, workingTimes, leaves, bookings }),
      },
    ]),
  );
}
