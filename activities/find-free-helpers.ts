import { firstFreeStart, type HelperCalendar } from './helper-calendar.ts';
import { loadCalendars } from './load-calendars.ts';
import type { OrderRow, Tx } from './order-row.ts';

export type Level = 'junior' | 'senior' | 'expert';

/** A helper who may do this order at all. */
export interface MatchingHelper {
  id: string;
  level: Level;
  years: number;
  ratingSum: number;
  ratingCount: number;
  completedCount: number;
  boost: number;
  autoAccept: boolean;
  reachMetres: number;
  metres: number;
  /** has completed a visit for this customer */
  sameHelper: boolean;
  /** shortlists of other orders on which this helper stands without a firm hold */
  softHolds: number;
  skills: number;
}
export interface FreeHelper extends MatchingHelper {
  startsAt: number;
  calendar: HelperCalendar;
}

/** What the order needs of a helper, besides the order itself. */
export interface Need {
  latitude: number;
  longitude: number;
  wishes: { sex?: string; level?: string };
  unitFen: number;
}

export async function needOf(tx: Tx, order: OrderRow): Promise<Need> {
  const [need] = await tx.$queryRaw<Need[]>`
    SELECT i.latitude, i.longitude, i.wishes, s.price_fen AS "unitFen"
    FROM inquiry i, service s WHERE i.order_id = ${order.id} AND s.code = ${order.serviceCode}`;
  if (!need) throw new Error(`The inquiry or the service of ${order.id} is missing`);
  return need;
}

/** Who fits: recommended, skilled with valid certificates, near enough, as wished. `only` asks about these alone. */
export async function findMatchingHelpers(
  tx: Tx,
  input: { order: OrderRow; need: Need; excluded: string[]; named?: string; only?: string[] },
): Promise<MatchingHelper[]> {
  const { order, need, named = null, only = null } = input;
  const { sex = null, level = null } = need.wishes;
  return tx.$queryRaw<MatchingHelper[]>`
    WITH near AS (
      SELECT h.*, (2 * 6371000 * asin(sqrt(
          power(sin(radians(h.home_latitude - ${need.latitude}::float8) / 2), 2)
          + cos(radians(${need.latitude}::float8)) * cos(radians(h.home_latitude))
            * power(sin(radians(h.home_longitude - ${need.longitude}::float8) / 2), 2))))::int AS metres
      FROM helper h JOIN person p ON p.id = h.id AND p.active
      WHERE h.city = ${order.city} AND (h.recommended OR ${only !== null})
    )
    SELECT n.id, n.level, n.years, n.rating_sum AS "ratingSum", n.rating_count AS "ratingCount",
      n.completed_count AS "completedCount", n.boost, n.auto_accept AS "autoAccept", n.reach_metres AS "reachMetres",
      n.metres, cardinality(s.skills) AS skills,
      EXISTS (SELECT 1 FROM "order" o WHERE o.customer_id = ${order.customerId}::uuid AND o.helper_id = n.id
        AND o.ending = 'completed') AS "sameHelper",
      (SELECT count(*)::int FROM candidate c JOIN "order" o ON o.id = c.order_id AND o.stage = 'selection' AND o.round = c.round
        WHERE c.helper_id = n.id AND c.hold = 'soft' AND c.status IN ('offered', 'accepted')
          AND c.order_id <> ${order.id}) AS "softHolds"
    FROM near n, service s
    WHERE s.code = ${order.serviceCode}
      AND NOT EXISTS (
        SELECT 1 FROM unnest(s.skills) AS wanted WHERE NOT EXISTS (
          SELECT 1 FROM helper_skill k WHERE k.helper_id = n.id AND k.skill = wanted
            AND (k.certificate_until IS NULL OR k.certificate_until > ${order.windowEnd})))
      AND (n.metres <= n.reach_metres OR n.id = ${named}::uuid OR ${only !== null})
      AND (${sex}::text IS NULL OR n.sex = ${sex} OR ${only !== null})
      AND (${level}::text IS NULL OR n.level = ${level} OR ${only !== null})
      AND NOT (n.id = ANY(${input.excluded}::uuid[]) AND n.id IS DISTINCT FROM ${named}::uuid)
      AND (${only}::uuid[] IS NULL OR n.id = ANY(${only}::uuid[]))
    ORDER BY n.id`;
}

/** Those of them who have room for the visit, each with the earliest start. Read without a lock: a forecast. */
export async function withFreeStart(
  tx: Tx,
  input: { order: OrderRow; need: Need; matching: MatchingHelper[]; now: number },
): Promise<FreeHelper[]> {
  const { order, need, matching, now } = input;
  const windowStart = order.windowStart.getTime();
  const windowEnd = order.windowEnd.getTime();
  const helperIds = matching.map(({ id }) => id);
  const calendars = await loadCalendars(tx, { helperIds, from: windowStart, to: windowEnd });
  return matching.flatMap((helper) => {
    const calendar = calendars.get(helper.id);
    if (!calendar) return [];
    const { minutes, policy, id: orderId } = order;
    const startsAt = firstFreeStart(calendar, {
      orderId,
      site: need,
      policy,
      minutes,
      windowStart,
      windowEnd,
      now,
    });
    return startsAt === null ? [] : [{ ...helper, calendar, startsAt }];
  });
}
