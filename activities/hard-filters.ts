import { FILTERS, type Filter } from '#contracts/why-not.ts';
import { Prisma } from '#prisma/generated/client.ts';
import type { Need } from './find-free-helpers.ts';
import type { OrderRow } from './order-row.ts';

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

export interface Asked {
  order: Pick<OrderRow, 'city' | 'district' | 'customerId' | 'minutes' | 'policy' | 'windowStart'>;
  need: Pick<Need, 'latitude' | 'longitude' | 'wishes' | 'skills' | 'illnessSkills'>;
  excluded: string[];
  named?: string;
  /** these alone, as ops pick them */
  byHand?: boolean;
  /** tests leave one out to see that it matters */
  without?: Filter;
}

/** Metres from a helper's home (alias h) to the place of the visit; the same formula as activities/distance.ts. */
export const metresTo = (need: Pick<Need, 'latitude' | 'longitude'>): Prisma.Sql => Prisma.sql`round(2 * 6371000 * asin(sqrt(
  power(sin(radians(h.home_latitude - ${need.latitude}::float8) / 2), 2)
  + cos(radians(${need.latitude}::float8)) * cos(radians(h.home_latitude))
    * power(sin(radians(h.home_longitude - ${need.longitude}::float8) / 2), 2))))::int`;

/** One condition a helper (alias h, distance alias d.metres) must meet, by filter. */
export function hardFilters(asked: Asked): Record<Filter, Prisma.Sql> {
  const { order, need, excluded } = asked;
  const { wishes } = need;
  const { sex = null, level = null, dialect = null, ageFrom = null, ageTo = null } = wishes;
  const brands = Array.isArray(wishes.brands) ? wishes.brands : [];
  const { careHabits = [], taboos = [] } = wishes;
  const year = new Date(
    order.windowStart.getTime() + order.policy.utcOffsetMinutes * 60_000,
  ).getUTCFullYear();
  const firstEnd = new Date(order.windowStart.getTime() + order.minutes * 60_000);
  const { illnessSkills: illness, skills } = need;
  return {
    inactive: Prisma.sql`EXISTS (SELECT 1 FROM person p WHERE p.id = h.id AND p.active)`,
    otherCity: Prisma.sql`h.city = ${order.city}`,
    removed: Prisma.sql`h.recommended`,
    refused: Prisma.sql`NOT (h.id = ANY(${excluded}::uuid[]))`,
    blocked: Prisma.sql`NOT EXISTS (SELECT 1 FROM block b WHERE b.blocker_id = ${order.customerId}::uuid AND b.blocked_id = h.id)
      AND NOT EXISTS (SELECT 1 FROM block b WHERE b.blocker_id = h.id AND b.blocked_id = ${order.customerId}::uuid)`,
    skill: hasAll(skills),
    illness: hasAll(illness),
    // An expired certificate takes its skill away on that day; the calendar ends the window at it.
    certificate: Prisma.sql`NOT EXISTS (SELECT 1 FROM helper_skill k
      WHERE k.helper_id = h.id AND k.skill = ANY(${[...skills, ...illness]}::text[]) AND k.certificate_until < ${firstEnd})`,
    reach: Prisma.sql`d.metres <= h.reach_metres`,
    district: Prisma.sql`(cardinality(h.districts) = 0 OR ${order.district} = ANY(h.districts))`,
    sex: Prisma.sql`(${sex}::text IS NULL OR h.sex = ${sex}::text)`,
    age: Prisma.sql`(${ageFrom}::int IS NULL OR ${year}::int - h.birth_year >= ${ageFrom}::int)
      AND (${ageTo}::int IS NULL OR ${year}::int - h.birth_year <= ${ageTo}::int)`,
    level: Prisma.sql`(${level}::text IS NULL OR h.level = ${level}::text)`,
    dialect: Prisma.sql`(${dialect}::text IS NULL OR ${dialect}::text = ANY(h.dialects))`,
    brands: Prisma.sql`h.brands @> ${brands}::text[]`,
    careHabits: Prisma.sql`h.habits @> ${careHabits}::text[]`,
    taboos: Prisma.sql`NOT (h.habits && ${taboos}::text[])`,
  };
}

/** All conditions as one, with what this asker may set aside. */
export function fits(asked: Asked): Prisma.Sql {
  const { named = null, byHand = false, without } = asked;
  const filters = hardFilters(asked);
  const kept = FILTERS.filter((name) => name !== without && !(byHand && SET_ASIDE_BY_HAND.includes(name)));
  const conditions = kept.map((name) =>
    SET_ASIDE_FOR_NAMED.includes(name)
      ? Prisma.sql`(${filters[name]} OR h.id = ${named}::uuid)`
      : Prisma.sql`(${filters[name]})`,
  );
  return Prisma.join(conditions, ' AND ');
}

const hasAll = (skills: string[]): Prisma.Sql => Prisma.sql`(cardinality(${skills}::text[]) = 0 OR
  (SELECT count(*) FROM helper_skill k WHERE k.helper_id = h.id AND k.skill = ANY(${skills}::text[])) = cardinality(${skills}::text[]))`;
