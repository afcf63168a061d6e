import { sha256Hex } from './canonical-json.ts';
import type { FreeHelper } from './find-free-helpers.ts';
import { weekLoad } from './helper-calendar.ts';

export type ReasonCode =
  | 'skill'
  | 'near'
  | 'rated'
  | 'experienced'
  | 'sameHelper'
  | 'newcomer'
  | 'free'
  | 'named'
  | 'cheaper'
  | 'sooner';
export interface Reason {
  code: ReasonCode;
  value?: number;
}
export type Ranked<H extends FreeHelper = FreeHelper> = H & {
  score: number;
  reasons: Reason[];
  totalFen: number;
};

type Weighed =
  | 'rated'
  | 'near'
  | 'free'
  | 'boost'
  | 'experienced'
  | 'newcomer'
  | 'sameHelper'
  | 'cheaper'
  | 'sooner';

/** Points a perfect helper gets for each. */
const WEIGHTS: Record<Weighed, number> = {
  rated: 40,
  near: 20,
  sameHelper: 12,
  free: 10,
  boost: 8,
  experienced: 8,
  newcomer: 5,
  sooner: 5,
  cheaper: 3,
};
/** What a customer missed in the round before counts more in the next. */
const AFTER_REMATCH: Record<string, Partial<Record<Weighed, number>>> = {
  price: { cheaper: 12 },
  distance: { near: 2.5 },
  experience: { experienced: 4, rated: 1.2, newcomer: 0 },
  time: { sooner: 8 },
};
/** A new helper is taken for an average one until five reviews say otherwise. */
const PRIOR = { mean: 4.6, weight: 5 };
const NEWCOMER_VISITS = 5;
const NAMED_BONUS = 1000;

/** Best first; the same input always gives the same order, and every place can be explained. */
export function rankHelpers<H extends FreeHelper>(input: {
  orderId: string;
  helpers: (H & { totalFen: number })[];
  named?: string;
  reasons: string[];
  windowStart: number;
  windowEnd: number;
  utcOffsetMinutes: number;
}): Ranked<H>[] {
  const prices = input.helpers.map(({ totalFen }) => totalFen);
  const cheapest = Math.min(...prices);
  const dearest = Math.max(...prices);
  const ranked = input.helpers.map((helper): Ranked<H> => {
    const rating = shrunkRating(helper);
    const load = weekLoad(helper.calendar, helper.startsAt, input.utcOffsetMinutes);
    const parts: Record<Weighed, number> = {
      rated: clamp((rating - 3) / 2),
      near: clamp(1 - helper.metres / Math.max(1, helper.reachMetres)),
      sameHelper: helper.sameHelper ? 1 : 0,
      free: clamp(1 - load / Math.max(1, helper.calendar.weeklyHours * 60)),
      boost: clamp(helper.boost / 50),
      experienced: clamp(helper.years / 15),
      newcomer: helper.completedCount < NEWCOMER_VISITS ? 1 : 0,
      sooner: clamp((input.windowEnd - helper.startsAt) / Math.max(1, input.windowEnd - input.windowStart)),
      cheaper: dearest === cheapest ? 0 : (dearest - helper.totalFen) / (dearest - cheapest),
    };
    const points = (Object.keys(parts) as Weighed[]).map((part) => ({
      part,
      points: parts[part] * weightOf(part, input.reasons),
    }));
    const isNamed = helper.id === input.named;
    const score = points.reduce((sum, p) => sum + p.points, isNamed ? NAMED_BONUS : 0);
    return {
      ...helper,
      score: Math.round(score * 1000) / 1000,
      reasons: wording(helper, rating, parts, points, isNamed),
    };
  });
  const lot = (helper: H): string => sha256Hex(`${input.orderId}/${helper.id}`);
  return ranked.sort((a, b) => b.score - a.score || (lot(a) < lot(b) ? -1 : 1));
}

export function shrunkRating(helper: { ratingSum: number; ratingCount: number }): number {
  return (PRIOR.mean * PRIOR.weight + helper.ratingSum / 100) / (PRIOR.weight + helper.ratingCount);
}

function weightOf(part: Weighed, reasons: string[]): number {
  return reasons.reduce((weight, reason) => weight * (AFTER_REMATCH[reason]?.[part] ?? 1), WEIGHTS[part]);
}

/** The strongest reasons a customer understands, with the number behind each. */
function wording(
  helper: FreeHelper,
  rating: number,
  parts: Record<Weighed, number>,
  points: { part: Weighed; points: number }[],
  isNamed: boolean,
): Reason[] {
  const worded: Partial<Record<Weighed, Reason>> = {
    ...(helper.ratingCount > 0 && rating >= 4.5
      ? { rated: { code: 'rated', value: Math.round(rating * 10) / 10 } }
      : {}),
    ...(parts.near >= 0.4 ? { near: { code: 'near', value: helper.metres } } : {}),
    ...(parts.sameHelper ? { sameHelper: { code: 'sameHelper' } } : {}),
    ...(parts.free >= 0.7 ? { free: { code: 'free' } } : {}),
    ...(helper.years >= 5 ? { experienced: { code: 'experienced', value: helper.years } } : {}),
    ...(parts.newcomer ? { newcomer: { code: 'newcomer' } } : {}),
    ...(parts.cheaper >= 0.6 ? { cheaper: { code: 'cheaper' } } : {}),
    ...(parts.sooner >= 0.9 ? { sooner: { code: 'sooner' } } : {}),
  };
  const strongest = [...points].sort((a, b) => b.points - a.points).flatMap(({ part }) => worded[part] ?? []);
  const skill: Reason[] = helper.skills > 0 ? [{ code: 'skill', value: helper.skills }] : [];
  return [...(isNamed ? [{ code: 'named' } as Reason] : []), ...strongest.slice(0, 4), ...skill];
}

const clamp = (value: number): number => Math.max(0, Math.min(1, value));
