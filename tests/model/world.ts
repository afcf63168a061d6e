import { ROUND_THE_CLOCK, STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { Policy } from '#contracts/policy.ts';

/** Times of a world are cells of five minutes since its first local midnight. */
export const CELL_MINUTES = 5;
export const DAY_CELLS = (24 * 60) / CELL_MINUTES;
const UTC_OFFSET_MINUTES = 480;

export interface Place {
  latitude: number;
  longitude: number;
}
/** Weekly working time: day 0 is Monday; `to` may be the midnight that ends the day. */
export interface Span {
  day: number;
  from: number;
  to: number;
}
interface HelperPlan {
  weeklyHours: number;
  skilled: boolean;
  working: Span[];
}
export interface OrderPlan {
  policy: keyof typeof POLICIES;
  site: number;
  cells: number;
  from: number;
  to: number;
}
/** A small city of its own: a few helpers, five homes, ten days around the end of a month. */
export interface World {
  seed: number;
  /** the first local midnight, a Monday, ms since epoch */
  start: number;
  helpers: HelperPlan[];
  orders: OrderPlan[];
}

export type Operation =
  | { do: 'recommend'; order: number; named: number | null }
  | { do: 'choose'; order: number; rank: number }
  | { do: 'dispatch'; order: number; helper: number }
  | { do: 'decline'; order: number; rank: number }
  | { do: 'sign'; order: number }
  | { do: 'reschedule'; order: number; start: number }
  | { do: 'finish'; order: number }
  | { do: 'release'; order: number }
  | { do: 'cancel'; order: number }
  | { do: 'expire'; order: number }
  | { do: 'leave'; helper: number; from: number; to: number; confirm: boolean }
  | { do: 'endLeave'; helper: number; nth: number }
  | { do: 'work'; helper: number; working: Span[]; confirm: boolean };

/** Mondays before the end of a month: of a long year, of a leap February, of a short one. */
export const STARTS = ['2027-01-25', '2028-02-21', '2027-12-27', '2028-04-24'].map(
  (date) => Date.parse(`${date}T00:00:00Z`) - UTC_OFFSET_MINUTES * 60_000,
);

export const POLICIES = {
  /** As in the city. */
  day: { ...STANDARD_POLICY },
  /** Care by day and night, shifts of up to 24 hours. */
  care: {
    ...STANDARD_POLICY,
    ...ROUND_THE_CLOCK,
    maxWeeklyMinutes: 72 * 60,
  },
  /** Little work per helper, few firm holds. */
  tight: {
    ...STANDARD_POLICY,
    shortlistSize: 2,
    firmHolds: { plenty: 1, some: 1, scarce: 1 },
    maxSoftHolds: 1,
    maxDailyMinutes: 300,
    maxWeeklyMinutes: 900,
  },
} satisfies Record<string, Policy>;

/** About 2, 6, 15 and 30 km from the first: every band of travel time occurs. */
export const SITES: Place[] = [0, 0.018, 0.054, 0.135, 0.27].map((north) => ({
  latitude: 36.8 + north,
  longitude: 118.05,
}));

export const msOf = (world: World, cell: number): number => world.start + cell * CELL_MINUTES * 60_000;
export const cellOf = (world: World, ms: number): number => (ms - world.start) / (CELL_MINUTES * 60_000);
/** Well before everything that is planned in it. */
export const nowOf = (world: World): number => world.start - 3 * 86_400_000;
