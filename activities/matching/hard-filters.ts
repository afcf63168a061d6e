import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { SET_ASIDE_FOR_NAMED } from '#contracts/matching/who-is-fit.ts';
import { FILTERS, type Filter } from '#contracts/matching/why-not.ts';
import type { Wishes } from '#contracts/matching/wishes.ts';
import { type Statement, sql } from '#platform/sql.ts';
import { orderNeedOf } from './fit-facts.ts';

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
  /** tests leave one out to see its effect */
  without?: Filter;
}

/** Metres from a helper's home (alias h) to the place of the visit; the same formula as activities/calendars/distance.ts. */
export const metresTo = (
  need: Pick<HelperNeed, 'latitude' | 'longitude'>,
): Statement => sql`round(2 * 6371000 * asin(sqrt(
  power(sin(radians(h.home_latitude - ${need.latitude}::float8) / 2), 2)
  + cos(radians(${need.latitude}::float8)) * cos(radians(h.home_latitude))
    * power(sin(radians(h.home_longitude - ${need.longitude}::float8) / 2), 2))))::int`;

/** No condition. Leaving a condition out, instead of one that is always true, lets one plan serve every order. */
const ANYBODY = sql`true`;

/**
 * The rule of contracts/matching/who-is-fit.ts in SQL, for a search that cannot read every helper: one condition a helper
 * (alias h, distance alias d.metres) must meet, by filter.
 * @internal a test compares the two
 */
export function hardFilters(search: HelperSearch): Record<Filter, Statement> {
  const { order, need, excluded } = search;
  const { sex, level, dialect, ageFrom, ageTo, brands, careHabits, taboos } = need.wishes;
  const { year, endsAt } = orderNeedOf(order, need);
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
    // A certificate that expired or is missing removes its skill; the calendar ends the window at the expiry.
    certificate:
      certified.length > 0
        ? sql`NOT EXISTS (SELECT 1 FROM helper_skill k
            WHERE k.helper_id = h.id AND k.skill = ANY(${certified}::text[]) AND k.counts_until < ${new Date(endsAt)})`
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

/** All conditions as one, with what a named helper may set aside. */
export function fits(search: HelperSearch): Statement {
  const { named, without } = search;
  const filters = hardFilters(search);
  const conditions = FILTERS.flatMap((name) => {
    if (name === without || filters[name] === ANYBODY) return [];
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
