import { localMidnight } from '#activities/calendars/free-starts.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { startsOnDay } from '#api/calendars/reads/starts-on-day.ts';
import { Refused } from '#api/http/refused.ts';
import type { StoredOrder as Row } from '#api/order-rows/stored-order.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Database } from '#platform/database.ts';

/** As far ahead as an inquiry's days go. */
const FURTHEST_AHEAD = 14 * 86_400_000;

/**
 * When else a helper who was on a shortlist of this order could come, on the local day of `at`: ms since epoch. A
 * forecast; the next round's search locks the calendar.
 */
export async function otherTimesOf(input: {
  database: Database;
  row: Row;
  helperId: string;
  at: number;
}): Promise<number[]> {
  const { database, row, helperId, at } = input;
  if (row.stage !== 'selection') throw new Refused('WrongStage');
  const offered = await database.models.candidate.count({ where: { orderId: row.id, helperId } });
  if (offered === 0) throw new Refused('NotOnShortlist');
  const policy = row.policy as unknown as Policy;
  const day = localMidnight(at, policy);
  const now = Date.now() + Number(row.clockShiftMs);
  return startsOnDay({
    // Skills and certificates are asked for that day, not for the one first wanted.
    order: { ...row, policy, windowStart: new Date(day) } as unknown as OrderRow,
    ...{ database, helperId, day, minutes: row.minutes, agreed: null },
    ...{ earliest: now, latest: now + FURTHEST_AHEAD },
  });
}
