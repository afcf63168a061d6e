import { findHelpersByHand, needOf } from '#activities/find-free-helpers.ts';
import { freeStarts, localMidnight } from '#activities/free-starts.ts';
import { loadCalendars } from '#activities/load-calendars.ts';
import type { OrderRow } from '#activities/order-row.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Database } from '#platform/database.ts';
import { Refused } from '../refused.ts';
import type { OrderRow as Row } from './find-order.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
/** As far ahead as an inquiry's days go. */
const FURTHEST_AHEAD = 14 * DAY;

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
  const offered = await database.candidate.count({ where: { orderId: row.id, helperId } });
  if (offered === 0) throw new Refused('NotOnShortlist');
  const policy = row.policy as unknown as Policy;
  const day = localMidnight(at, policy);
  const now = Date.now() + Number(row.clockShiftMs);
  // Skills and certificates are asked for that day, not for the one first wanted.
  const order = { ...row, policy, windowStart: new Date(day) } as unknown as OrderRow;
  const need = await needOf(database, order);
  const [calendars, [helper]] = await Promise.all([
    loadCalendars(database, {
      helperIds: [helperId],
      from: day,
      to: day + DAY,
      utcOffsetMinutes: policy.utcOffsetMinutes,
    }),
    findHelpersByHand(database, { order, need, helperIds: [helperId] }),
  ]);
  const calendar = calendars.get(helperId);
  if (!calendar || !helper) return [];
  const latest = Math.min(
    now + FURTHEST_AHEAD,
    (helper.validUntil ?? Number.POSITIVE_INFINITY) - row.minutes * MINUTE,
  );
  const { minutes, id: orderId } = row;
  return freeStarts(calendar, {
    orderId,
    site: need,
    policy,
    day,
    minutes,
    agreed: null,
    earliest: now,
    latest,
  });
}
