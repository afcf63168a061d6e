import type { Slot } from '#activities/calendars/helper-calendar.ts';
import type { DaySpan } from '#contracts/calendars/calendar.ts';
import { covers } from '#contracts/calendars/free-time.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/**
 * Helpers who accept offers automatically: those who enabled it, for visits inside the hours they named, or at any
 * hour when they named none.
 */
export async function autoAcceptance(
  tx: Tx,
  input: { helpers: { id: string; autoAccept: boolean }[]; utcOffsetMinutes: number },
): Promise<(helperId: string, slot: Slot) => boolean> {
  const ids = input.helpers.filter(({ autoAccept }) => autoAccept).map(({ id }) => id);
  if (ids.length === 0) return () => false;
  const times = await tx.query<DaySpan & { helperId: string }>(sql`
    SELECT helper_id AS "helperId", weekday, start_minute AS "startMinute", end_minute AS "endMinute"
    FROM auto_accept_time WHERE helper_id = ANY(${ids}::uuid[])`);
  return (helperId, slot) => {
    if (!ids.includes(helperId)) return false;
    const own = times.filter((time) => time.helperId === helperId);
    return own.length === 0 || covers(own, slot, input.utcOffsetMinutes);
  };
}
