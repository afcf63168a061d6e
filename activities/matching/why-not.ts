import { clashOf, firstStart } from '#activities/calendars/helper-calendar.ts';
import { loadCalendars } from '#activities/calendars/load-calendars.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { type HelperFacts, whyNotOffered } from '#contracts/matching/who-is-fit.ts';
import { CLASHES, type Clash, type WhyNot } from '#contracts/matching/why-not.ts';
import type { Queries } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { findBestHelpers } from './best-helpers.ts';
import { helperColumns, type MatchingHelper, needOf } from './find-free-helpers.ts';
import { helperFactsSql, orderNeedOf } from './fit-facts.ts';
import { metresTo } from './hard-filters.ts';

/** A helper as ops see him or her in the list. */
const MOST = 30;
interface Standing {
  round: number;
  rank: number;
  status: string;
}

const STEP = 30 * 60_000;

/** The first reason that excludes a helper from an order, as the search would find it now. Reads only. */
export async function whyNot(
  database: Queries,
  input: { order: OrderRow; helperId: string; now: number },
): Promise<{ code: WhyNot; rank: number | null }> {
  const { order, helperId, now } = input;
  const standing = await database.query<Standing>(sql`
    SELECT round, rank, status FROM candidate WHERE order_id = ${order.id} AND helper_id = ${helperId}::uuid`);
  const current = standing.find(({ round }) => round === order.round);
  if (current && current.status !== 'declined') return { code: 'offered', rank: current.rank };

  const need = await needOf(database, order);
  const asked = { order, need, excluded: standing.length > 0 ? [helperId] : [] };
  const customerId = sql`${order.customerId}::uuid`;
  const skills = sql`${[...need.skills, ...need.illnessSkills]}::text[]`;
  const [row] = await database.query<MatchingHelper & { facts: HelperFacts }>(sql`
    SELECT ${helperColumns(asked)}, ${helperFactsSql({ customerId, skills, excluded: asked.excluded })} AS facts
    FROM helper h CROSS JOIN LATERAL (SELECT ${metresTo(need)} AS metres) d WHERE h.id = ${helperId}::uuid`);
  if (!row) return { code: 'noSuchHelper', rank: null };
  const unfit = whyNotOffered(row.facts, orderNeedOf(order, need));
  if (unfit) return { code: unfit, rank: null };

  const clash = await closestClash(database, { ...input, need, validUntil: row.validUntil });
  if (clash) return { code: clash, rank: null };
  const { ranked } = await findBestHelpers(database, { ...asked, now, most: MOST, reasons: [] });
  const place = ranked.findIndex(({ id }) => id === helperId);
  return {
    code: place >= 0 && place < order.policy.shortlistSize ? 'fits' : 'outranked',
    rank: place < 0 ? null : place + 1,
  };
}

/** What excluded the start that came nearest to being possible; null when one is possible. */
async function closestClash(
  database: Queries,
  input: {
    order: OrderRow;
    helperId: string;
    now: number;
    need: { latitude: number; longitude: number };
    validUntil: number | null;
  },
): Promise<Clash | 'noTime' | null> {
  const { order, helperId, now, need, validUntil } = input;
  const { policy, minutes } = order;
  const from = order.windowStart.getTime();
  const to = Math.min(order.windowEnd.getTime(), validUntil ?? Number.MAX_SAFE_INTEGER);
  const calendars = await loadCalendars(database, {
    helperIds: [helperId],
    from,
    to,
    utcOffsetMinutes: policy.utcOffsetMinutes,
  });
  const calendar = calendars.get(helperId);
  let closest: Clash | undefined;
  for (
    let startsAt = firstStart(from, now);
    calendar && startsAt + minutes * 60_000 <= to;
    startsAt += STEP
  ) {
    const slot = { startsAt, endsAt: startsAt + minutes * 60_000 };
    const clash = clashOf(calendar, slot, { orderId: order.id, site: need, policy });
    if (!clash) return null;
    if (!closest || CLASHES.indexOf(clash) > CLASHES.indexOf(closest)) closest = clash;
  }
  return closest ?? 'noTime';
}
