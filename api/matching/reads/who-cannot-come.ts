import { clashOf } from '#activities/calendars/helper-calendar.ts';
import { illnessSkillsOf } from '#activities/matching/find-free-helpers.ts';
import { lookAtHelpers } from '#activities/matching/look-at-helpers.ts';
import type { WholeOrder } from '#api/access/load-order.ts';
import type { Wishes } from '#contracts/matching/wishes.ts';
import type { Database } from '#platform/database.ts';

/**
 * Helpers of an open shortlist who became unavailable since it was made: booked by another order, on leave, an expired
 * certificate, removed, blocked. The same rules as the booking, without its lock: a forecast for the screen.
 */
export async function whoCannotCome(input: { database: Database; order: WholeOrder }): Promise<Set<string>> {
  const { database, order } = input;
  const open = order.candidates.filter(
    ({ round, status }) => round === order.round && ['offered', 'accepted'].includes(status),
  );
  if (order.stage !== 'selection' || open.length === 0) return new Set();
  const helperIds = open.map(({ helperId }) => helperId);
  const { inquiry: site, skills } = order;
  if (!site) return new Set();
  const wishes = site.wishes as Wishes;
  const need = { ...site, wishes, skills, illnessSkills: illnessSkillsOf(wishes) };
  const span = { from: order.windowStart.getTime(), to: order.windowEnd.getTime() };
  const seen = await lookAtHelpers(database, { order, need, helperIds, ...span });
  const gone = open.filter(({ helperId, startsAt, endsAt }) => {
    const slot = { startsAt: startsAt.getTime(), endsAt: endsAt.getTime() };
    const helper = seen.get(helperId);
    if (!helper || helper.whyNot({ evenRemoved: false, endsAt: slot.endsAt })) return true;
    return clashOf(helper.calendar, slot, { orderId: order.id, site: need, policy: order.policy }) !== null;
  });
  return new Set(gone.map(({ helperId }) => helperId));
}
