import { findHelpersByHand, needOf } from '#activities/find-free-helpers.ts';
import { clashOf } from '#activities/helper-calendar.ts';
import { loadCalendars } from '#activities/load-calendars.ts';
import type { OrderRow } from '#activities/order-row.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Database } from '#platform/database.ts';
import type { WholeOrder } from './load-order.ts';

/**
 * Who of an open shortlist has become impossible since it was made: booked by somebody else, on leave, a certificate
 * that ended, removed, blocked. The same rules as the booking, without its lock: a forecast for the screen.
 */
export async function whoCannotCome(input: { database: Database; order: WholeOrder }): Promise<Set<string>> {
  const { database } = input;
  const policy = input.order.policy as unknown as Policy;
  const order = { ...input.order, policy } as unknown as OrderRow & WholeOrder;
  const open = order.candidates.filter(
    ({ round, status }) => round === order.round && ['offered', 'accepted'].includes(status),
  );
  if (order.stage !== 'selection' || open.length === 0) return new Set();
  const helperIds = open.map(({ helperId }) => helperId);
  const need = await needOf(database, order);
  const [fit, calendars] = await Promise.all([
    findHelpersByHand(database, { order, need, helperIds }),
    loadCalendars(database, {
      helperIds,
      from: order.windowStart.getTime(),
      to: order.windowEnd.getTime(),
      utcOffsetMinutes: policy.utcOffsetMinutes,
    }),
  ]);
  const gone = open.filter(({ helperId, startsAt, endsAt }) => {
    const helper = fit.find(({ id }) => id === helperId);
    const calendar = calendars.get(helperId);
    if (!helper?.recommended || !calendar) return true;
    if (helper.validUntil !== null && endsAt.getTime() > helper.validUntil) return true;
    const slot = { startsAt: startsAt.getTime(), endsAt: endsAt.getTime() };
    return clashOf(calendar, slot, { orderId: order.id, site: need, policy }) !== null;
  });
  return new Set(gone.map(({ helperId }) => helperId));
}
