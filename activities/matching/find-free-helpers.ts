import { firstFreeStart, type HelperCalendar } from '#activities/calendars/helper-calendar.ts';
import { loadCalendars } from '#activities/calendars/load-calendars.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Wishes } from '#contracts/matching/wishes.ts';
import type { Queries } from '#platform/database.ts';
import { type Statement, sql } from '#platform/sql.ts';
import type { HelperNeed, HelperSearch } from './hard-filters.ts';

type Level = 'junior' | 'senior' | 'expert';

/** A helper who is able to do this order. */
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
  /** shortlists of other orders that contain this helper without a firm hold */
  softHolds: number;
  skills: number;
  /** when the first of the required certificates expires (ms), null: none expires */
  validUntil: number | null;
}
export interface FreeHelper extends MatchingHelper {
  startsAt: number;
  calendar: HelperCalendar;
}

/** The same, with facts about the city that a search needs. */
export interface Need extends HelperNeed {
  /** the largest reach of all helpers of the city */
  farthestReach: number;
  /** number of helpers with the service's first skill, wherever they live; counted up to a hundred only */
  helpers: number;
}

export async function needOf(
  database: Queries,
  order: Pick<OrderRow, 'id' | 'serviceCode' | 'city'>,
): Promise<Need & { unit: string }> {
  const [need] = await database.query<Omit<Need, 'illnessSkills'> & { unit: string }>(sql`
    SELECT ${wantedColumns},
      coalesce((SELECT max(reach_metres) FROM helper WHERE city = ${order.city}), 0) AS "farthestReach",
      (SELECT count(*)::int FROM (SELECT 1 FROM helper_skill k WHERE k.skill = s.skills[1] LIMIT 100) AS known) AS helpers
    FROM inquiry i, service s WHERE i.order_id = ${order.id} AND s.code = ${order.serviceCode}`);
  if (!need) throw new Error(`The inquiry or the service of ${order.id} is missing`);
  return { ...need, illnessSkills: illnessSkillsOf(need.wishes) };
}

/** Of an inquiry i and its service s. */
export const wantedColumns = sql`i.latitude, i.longitude, i.wishes, s.price_fen AS "unitFen", s.skills, s.unit`;

export const illnessSkillsOf = ({ illness }: Wishes): string[] => (illness ? [`illness:${illness}`] : []);

/** What ranking needs of a helper (aliases h, d.metres), cheap enough to read for everyone. */
export function helperColumns({
  order,
  need,
}: Pick<HelperSearch, 'need'> & { order: Pick<OrderRow, 'id'> }): Statement {
  const skills = [...need.skills, ...need.illnessSkills];
  return sql`h.id, h.level, h.years, h.rating_sum AS "ratingSum", h.rating_count AS "ratingCount",
    h.completed_count AS "completedCount", h.boost, h.auto_accept AS "autoAccept", h.reach_metres AS "reachMetres",
    d.metres, ${need.skills.length}::int AS skills,
    (SELECT extract(epoch FROM min(k.counts_until))::float8 * 1000 FROM helper_skill k
      WHERE k.helper_id = h.id AND k.skill = ANY(${skills}::text[])) AS "validUntil",
    (SELECT count(*)::int FROM candidate c JOIN "order" o ON o.id = c.order_id AND o.stage = 'selection' AND o.round = c.round
      WHERE c.helper_id = h.id AND c.hold = 'soft' AND c.status IN ('offered', 'accepted')
        AND c.order_id <> ${order.id}) AS "softHolds"`;
}

/**
 * Those of them who have room for the visit, each with the earliest start. Read without a lock, so it is only a
 * forecast.
 */
export async function withFreeStart(
  database: Queries,
  input: { order: OrderRow; need: Need; matching: MatchingHelper[]; now: number },
): Promise<FreeHelper[]> {
  const { order, matching } = input;
  const calendars = await loadCalendars(database, {
    helperIds: matching.map(({ id }) => id),
    from: order.windowStart.getTime(),
    to: order.windowEnd.getTime(),
    utcOffsetMinutes: order.policy.utcOffsetMinutes,
  });
  return matching.flatMap((helper) => {
    const calendar = calendars.get(helper.id);
    return calendar ? (freeIn({ ...input, helper, calendar }) ?? []) : [];
  });
}

/** The helper with the earliest start, when the calendar has room. */
export function freeIn<H extends MatchingHelper>(input: {
  order: OrderRow;
  need: Need;
  helper: H;
  calendar: HelperCalendar;
  now: number;
}): (H & FreeHelper) | undefined {
  const { order, need, helper, calendar, now } = input;
  const windowEnd = order.windowEnd.getTime();
  const startsAt = firstFreeStart(calendar, {
    orderId: order.id,
    site: need,
    policy: order.policy,
    minutes: order.minutes,
    windowStart: order.windowStart.getTime(),
    // Nobody works after a required certificate has expired.
    windowEnd: helper.validUntil === null ? windowEnd : Math.min(windowEnd, helper.validUntil),
    now,
  });
  return startsAt === null ? undefined : { ...helper, calendar, startsAt };
}
