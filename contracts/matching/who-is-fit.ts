import { FILTERS, type Filter } from './why-not.ts';
import type { Wishes } from './wishes.ts';

/** What must hold of every helper who is booked, whoever asks. Times in ms since epoch. */
export interface BookingFacts {
  /** may log in */
  active: boolean;
  city: string;
  /** false: removed from the recommended list by a decided penalty */
  recommended: boolean;
  /** one of the two blocked the other */
  blocked: boolean;
  /** Those that the order needs are enough. `until`: it counts to then; null: for ever; 0: a needed certificate is missing. */
  skills: readonly { skill: string; until: number | null }[];
}

/** What a search looks at besides. */
export interface HelperFacts extends BookingFacts {
  /** was on an earlier shortlist of the order, declined, or dropped out */
  refused: boolean;
  /** from the helper's home to the place of the visit */
  metres: number;
  reachMetres: number;
  /** works only in these; none: wherever the reach allows */
  districts: readonly string[];
  sex: string;
  birthYear: number;
  level: string;
  dialects: readonly string[];
  brands: readonly string[];
  habits: readonly string[];
}

export interface BookingNeed {
  city: string;
  /** of the service */
  skills: readonly string[];
  /** the named illness as the skill a helper must have */
  illnessSkills: readonly string[];
  /** When the visit ends; while its start is open, when it could end at the earliest. */
  endsAt: number;
}

export interface OrderNeed extends BookingNeed {
  district: string;
  /** the local year of the visit, for ages */
  year: number;
  wishes: Wishes;
}

/** The conditions of every booking, by the reason that is given when one does not hold. */
const BINDING = {
  inactive: (helper, _) => helper.active,
  otherCity: (helper, order) => helper.city === order.city,
  removed: (helper, _) => helper.recommended,
  blocked: (helper, _) => !helper.blocked,
  skill: (helper, order) => hasAll(namesOf(helper), order.skills),
  illness: (helper, order) => hasAll(namesOf(helper), order.illnessSkills),
  // A certificate counts to the moment at which it ends.
  certificate: (helper, order) => {
    const needed = [...order.skills, ...order.illnessSkills];
    return helper.skills.every(
      ({ skill, until }) => until === null || until >= order.endsAt || !needed.includes(skill),
    );
  },
} satisfies { [F in Filter]?: (helper: BookingFacts, order: BookingNeed) => boolean };
type Binding = keyof typeof BINDING;

const HOLDS: Record<Filter, (helper: HelperFacts, order: OrderNeed) => boolean> = {
  ...BINDING,
  refused: (helper) => !helper.refused,
  reach: (helper) => helper.metres <= helper.reachMetres,
  district: ({ districts }, { district }) => districts.length === 0 || districts.includes(district),
  sex: (helper, { wishes }) => !wishes.sex || helper.sex === wishes.sex,
  age: ({ birthYear }, { year, wishes: { ageFrom, ageTo } }) =>
    (ageFrom == null || year - birthYear >= ageFrom) && (ageTo == null || year - birthYear <= ageTo),
  level: (helper, { wishes }) => !wishes.level || helper.level === wishes.level,
  dialect: ({ dialects }, { wishes: { dialect } }) => !dialect || dialects.includes(dialect),
  // Words of older screens are shown to people and not filtered by.
  brands: ({ brands }, { wishes }) => !Array.isArray(wishes.brands) || hasAll(brands, wishes.brands),
  careHabits: ({ habits }, { wishes }) => hasAll(habits, wishes.careHabits ?? []),
  taboos: ({ habits }, { wishes }) => !wishes.taboos?.some((taboo) => habits.includes(taboo)),
};

/** A helper the customer names may live farther away, and may have been refused before. */
export const SET_ASIDE_FOR_NAMED: readonly Filter[] = ['refused', 'reach'];

/** The first reason why a search does not offer this helper, in the order of FILTERS; null: fit. */
export function whyNotOffered(
  helper: HelperFacts,
  order: OrderNeed,
  { named = false }: { named?: boolean } = {},
): Filter | null {
  const counts = (filter: Filter): boolean => !(named && SET_ASIDE_FOR_NAMED.includes(filter));
  return FILTERS.find((filter) => counts(filter) && !HOLDS[filter](helper, order)) ?? null;
}

/**
 * The first reason why this helper cannot be booked; null: fit. Wishes and reach were the search's. `evenRemoved`: staff
 * may pick one who was removed from the recommended list, and who was booked before the removal still comes.
 */
export function whyNotBooked(
  helper: BookingFacts,
  order: BookingNeed,
  { evenRemoved }: { evenRemoved: boolean },
): Binding | null {
  const binding = FILTERS.filter((filter): filter is Binding => filter in BINDING);
  return (
    binding.find((filter) => !(evenRemoved && filter === 'removed') && !BINDING[filter](helper, order)) ??
    null
  );
}

const namesOf = ({ skills }: BookingFacts): string[] => skills.map(({ skill }) => skill);

const hasAll = (present: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((code) => present.includes(code));
