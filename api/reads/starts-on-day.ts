import { findHelpersByHand, needOf } from '#activities/find-free-helpers.ts';
import { freeStarts } from '#activities/free-starts.ts';
import { loadCalendars } from '#activities/load-calendars.ts';
import type { OrderRow } from '#activities/order-row.ts';
import type { Database } from '#platform/database.ts';

const DAY = 86_400_000;

/**
 * When one helper could come for an order on the local day that begins at `day`: ms since epoch. None when skills,
 * certificates or blocks keep him or her out. A forecast: nothing is locked.
 */
export async function startsOnDay(input: {
  database: Database;
  order: OrderRow;
  helperId: string;
  day: number;
  minutes: number;
  /** The start that stands, whose price must stay; null: none stands. */
  agreed: number | null;
  earliest: number;
  latest: number;
}): Promise<number[]> {
  const { database, order, helperId, day, minutes } = input;
  const { policy } = order;
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
  const lastOfCertificate = (helper.validUntil ?? Number.POSITIVE_INFINITY) - minutes * 60_000;
  return freeStarts(calendar, {
    ...{ orderId: order.id, site: need, policy },
    ...{ day, minutes, agreed: input.agreed, earliest: input.earliest },
    latest: Math.min(input.latest, lastOfCertificate),
  });
}
