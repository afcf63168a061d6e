import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { FILTERS, type Filter } from '#contracts/matching/why-not.ts';
import type { Wishes } from '#contracts/matching/wishes.ts';
import { type Statement, sql } from '#platform/sql.ts';

/** Ops may set these aside when they dispatch by hand; skills, blocks and the calendar always count. */
const SET_ASIDE_BY_HAND: Filter[] = [
  'removed',
  'refused',
  'reach',
  'district',
  'sex',
  'age',
  'level',
  'dialect',
  'brands',
  'careHabits',
  'taboos',
];
/** A helper the customer names may live farther away, and may have been refused before. */
const SET_ASIDE_FOR_NAMED: Filter[] = ['refused', 'reach'];

/** What the order wants of a helper, besides the order itself. */
export interface HelperNeed {
  latitude: number;
  longitude: number;
  wishes: Wishes;
  unitFen: number;
  skills: string[];
  /** the named illness as the skill a helper must have */
  illnessSkills: string[];
}

export interface HelperSearch {
  order: Pick<OrderRow, 'city' | 'district' | 'customerId' | 'minutes' | 'policy' | 'windowStart'>;
  need: Omit<HelperNeed, 'unitFen'>;
  excluded: string[];
  named?: string;
  /** these alone, as ops pick them */
  byHand?: boolean;
  /** tests leave one out to see that it matters */
  without?: Filter;
}

/** Metres from a helper's home (alias h) to the place of the visit; the same formula as activities/calendars/distance.ts. */
export const metresTo = (
  need: Pick<HelperNeed, 'latitude' | 'longitude'>,
): Statement => sql`round(2 * 6371000 * asin(sqrt(
  power(sin(radians(h.home_latitude - ${need.latitude}::float8) / 2), 2)
  + cos(radians(${need.latitude}::float8)) * cos(radians(h.home_latitude))
    * power(sin(radians(h.home_longitude - ${need.longitude}::float8) / 2), 2))))::int`;

/** Nothing is asked. A condition that is left out, not one that is always met, lets one plan serve every order. */
const ANYBODY = sql`true`;

/** One condition a helper (alias h, distance alias d.metres) must meet, by filter. */
export function hardFilters(asked: HelperSearch): Record<Filter, Statement> {
  const { order, need, excluded } = asked;
  const { sex, level, dialect, ageFrom, ageTo, brands, careHabits, taboos } = need.wishes;
  const year = new Date(
    order.windowStart.getTime() + order.policy.utcOffsetMinutes * 60_000,
  ).getUTCFullYear();
  const firstEnd = new Date(order.windowStart.getTime() + order.minutes * 60_000);
  const { illnessSkills: illness, skills } = need;
  const certified = [...skills, ...illness];
  const years = [
    ...(ageFrom == null ? [] : [sql`${year}::int - h.birth_year >= ${ageFrom}::int`]),
    ...(ageTo == null ? [] : [sql`${year}::int - h.birth_year <= ${ageTo}::int`]),
  ];
  return {
    inactive: sql`EXISTS (SELECT 1 FROM person p WHERE p.id = h.id AND p.active)`,
    otherCity: sql`h.city = ${order.city}`,
    removed: sql`h.recommended`,
    refused: excluded.length > 0 ? sql`NOT (h.id = ANY(${excluded}::uuid[]))` : ANYBODY,
    blocked: sql`NOT EXISTS (SELECT 1 FROM block b WHERE b.blocker_id = ${order.customerId}::uuid AND b.blocked_id = h.id)
      AND NOT EXISTS (SELECT 1 FROM block b WHERE b.blocker_id = h.id AND b.blocked_id = ${order.customerId}::uuid)`,
    skill: hasAll(skills),
    illness: hasAll(illness),
    // An expired certificate takes its skill away on that day; the calendar ends the window at it.
    certificate:
      certified.length > 0
        ? sql`NOT EXISTS (SELECT 1 FROM helper_skill k
            WHERE k.helper_id = h.id AND k.skill = ANY(${certified}::text[]) AND k.certificate_until < ${firstEnd})`
        : ANYBODY,
    reach: sql`d.metres <= h.reach_metres`,
    district: sql`(cardinality(h.districts) = 0 OR ${order.district} = ANY(h.districts))`,
    sex: sex ? sql`h.sex = ${sex}::text` : ANYBODY,
    age: years.length > 0 ? sql.join(years, ' AND ') : ANYBODY,
    level: level ? sql`h.level = ${level}::text` : ANYBODY,
    dialect: dialect ? sql`${dialect}::text = ANY(h.dialects)` : ANYBODY,
    brands: Array.isArray(brands) && brands.length > 0 ? sql`h.brands @> ${brands}::text[]` : ANYBODY,
    careHabits: careHabits?.length ? sql`h.habits @> ${careHabits}::text[]` : ANYBODY,
    taboos: taboos?.length ? sql`NOT (h.habits && ${taboos}::text[])` : ANYBODY,
  };
}

/** All conditions as one, with what this asker may set aside. */
export function fits(asked: HelperSearch): Statement {
  const { named, byHand = false, without } = asked;
  const filters = hardFilters(asked);
  const conditions = FILTERS.flatMap((name) => {
    if (name === without || filters[name] === ANYBODY) return [];
    if (byHand && SET_ASIDE_BY_HAND.includes(name)) return [];
    const isSetAside = named !== undefined && SET_ASIDE_FOR_NAMED.includes(name);
    return isSetAside ? sql`(${filters[name]} OR h.id = ${named}::uuid)` : sql`(${filters[name]})`;
  });
  return sql.join(conditions, ' AND ');
}

const hasAll = (skills: string[]): Statement =>
  skills.length === 0
    ? ANYBODY
    : sql`(SELECT count(*) FROM helper_skill k
        WHERE k.helper_id = h.id AND k.skill = ANY(${skills}::text[])) = cardinality(${skills}::text[])`;
