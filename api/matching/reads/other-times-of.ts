import { localMidnight } from '#activities/calendars/free-starts.ts';
import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import { startsOnDay } from '#api/calendars/reads/starts-on-day.ts';
import { Refused } from '#api/http/refused.ts';
import type { Database } from '#platform/database.ts';

/** As far ahead as an inquiry's days go. */
const FURTHEST_AHEAD = 14 * 86_400_000;

/**
 * Other possible starts of a helper who was on a shortlist of this order, on the local day of `at`: ms since epoch. A
 * forecast; the next round's search locks the calendar.
 */
export async function otherTimesOf(input: {
  database: Database;
  row: StoredOrder;
  helperId: string;
  at: number;
}): Promise<number[]> {
  const { database, row, helperId, at } = input;
  if (row.stage !== 'selection') throw new Refused('WrongStage');
  const offered = await database.models.candidate.count({ where: { orderId: row.id, helperId } });
  if (offered === 0) throw new Refused('NotOnShortlist');
  const day = localMidnight(at, row.policy);
  const now = Date.now() + row.clockShiftMs;
  return startsOnDay({
    // Skills and certificates are checked for that day, not for the one first wanted.
    order: { ...row, windowStart: new Date(day) },
    ...{ database, helperId, day, minutes: row.minutes, agreed: null },
    ...{ earliest: now, latest: now + FURTHEST_AHEAD },
  });
}
