import { freeStarts } from '#activities/calendars/free-starts.ts';
import { needOf } from '#activities/matching/find-free-helpers.ts';
import { lookAtHelpers } from '#activities/matching/look-at-helpers.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Database } from '#platform/database.ts';

const DAY = 86_400_000;

/**
 * The possible starts of one helper for an order on the local day that begins at `day`: ms since epoch. None when
 * skills, certificates or blocks exclude the helper. A forecast: nothing is locked.
 */
export async function startsOnDay(input: {
  database: Database;
  order: OrderRow;
  helperId: string;
  day: number;
  minutes: number;
  /** The agreed start, whose price must stay; null: there is none. */
  agreed: number | null;
  earliest: number;
  latest: number;
}): Promise<number[]> {
  const { database, order, helperId, day, minutes } = input;
  const { policy } = order;
  const need = await needOf(database, order);
  const asked = { order, need, helperIds: [helperId], from: day, to: day + DAY };
  const seen = (await lookAtHelpers(database, asked)).get(helperId);
  if (!seen || seen.whyNot({ evenRemoved: true })) return [];
  const lastOfCertificate = (seen.helper.validUntil ?? Number.POSITIVE_INFINITY) - minutes * 60_000;
  return freeStarts(seen.calendar, {
    ...{ orderId: order.id, site: need, policy },
    ...{ day, minutes, agreed: input.agreed, earliest: input.earliest },
    latest: Math.min(input.latest, lastOfCertificate),
  });
}
