import { weekLoad } from '#activities/calendars/helper-calendar.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { millis } from '#contracts/durations.ts';
import type { Policy, Weighed } from '#contracts/policy.ts';
import { sha256Hex } from '#platform/canonical-json.ts';
import type { FreeHelper } from './find-free-helpers.ts';
import { type Reason, reasonsOf } from './reasons.ts';

export type Ranked<H extends FreeHelper = FreeHelper> = H & {
  score: number;
  reasons: Reason[];
  totalFen: number;
};

/** A criterion that the customer missed in the last round gets more weight in the next. */
const AFTER_REMATCH: Record<string, Partial<Record<Weighed, number>>> = {
  price: { cheaper: 12 },
  distance: { near: 2.5 },
  experience: { experienced: 4, rated: 1.2, newcomer: 0 },
  time: { sooner: 8 },
};
/** A new helper is rated as average until there are five reviews. */
const PRIOR = { mean: 4.6, weight: 5 };
const NEWCOMER_VISITS = 5;
const NAMED_BONUS = 1000;

export type Weights = Record<Weighed, number>;
const WEIGHED = Object.keys(STANDARD_POLICY.weights) as Weighed[];

/** The city's weights, changed by the customer's reason for requesting others, or by urgency. */
export function weightsOf(
  policy: Pick<Policy, 'weights' | 'onDemand'>,
  reasons: string[],
  asked?: { now: number; windowStart: number },
): Weights {
  const weights = { ...policy.weights };
  for (const reason of reasons) {
    for (const [part, factor] of Object.entries(AFTER_REMATCH[reason] ?? {}))
      weights[part as Weighed] *= factor;
  }
  const { within, sooner } = policy.onDemand;
  const atOnce = asked !== undefined && asked.windowStart - asked.now <= millis(within);
  // A customer who misses an earlier time has stated it already.
  if (atOnce && !reasons.includes('time')) weights.sooner *= sooner;
  return weights;
}

/**
 * The parts of a helper's score that are the same in every search; the database stores them as `standing`, see
 * docs/matching.md.
 */
export const STANDING = { rated: 40, boost: 8, experienced: 8, newcomer: 5 } as const;
export type Standing = keyof typeof STANDING;
type Merits = Pick<FreeHelper, 'ratingSum' | 'ratingCount' | 'boost' | 'years' | 'completedCount'>;

/** @internal tests state the scores of single helpers */
export function merits(helper: Merits): Record<Standing, number> {
  return {
    rated: clamp((shrunkRating(helper) - 3) / 2),
    boost: clamp(helper.boost / 50),
    experienced: clamp(helper.years / 15),
    newcomer: helper.completedCount < NEWCOMER_VISITS ? 1 : 0,
  };
}

/** How cheap a price is, between the lowest and the highest that the policy allows for this order, without holidays. */
export interface PriceScale {
  cheapestFen: number;
  dearestFen: number;
}
export function priceScale(
  baseFen: number,
  policy: Pick<Policy, 'levelPercent' | 'distanceBands'>,
): PriceScale {
  const percents = Object.values(policy.levelPercent);
  return {
    cheapestFen: (baseFen * Math.min(...percents)) / 100,
    dearestFen:
      (baseFen * Math.max(...percents)) / 100 + Math.max(0, ...policy.distanceBands.map(({ fen }) => fen)),
  };
}

/** Best first. The same input always gives the same order, and every place can be explained. */
export function rankHelpers<H extends FreeHelper>(input: {
  orderId: string;
  helpers: (H & { totalFen: number; plainFen: number })[];
  named?: string;
  /** the maximum number of results */
  most?: number;
  weights: Weights;
  scale: PriceScale;
  windowStart: number;
  windowEnd: number;
  utcOffsetMinutes: number;
}): Ranked<H>[] {
  const { cheapestFen, dearestFen } = input.scale;
  const weighed = input.helpers.map((helper) => {
    const load = weekLoad(helper.calendar, helper.startsAt, input.utcOffsetMinutes);
    const parts: Record<Weighed, number> = {
      ...merits(helper),
      near: clamp(1 - helper.metres / Math.max(1, helper.reachMetres)),
      sameHelper: helper.sameHelper ? 1 : 0,
      free: clamp(1 - load / Math.max(1, helper.calendar.weeklyHours * 60)),
      sooner: clamp((input.windowEnd - helper.startsAt) / Math.max(1, input.windowEnd - input.windowStart)),
      cheaper: clamp((dearestFen - helper.plainFen) / Math.max(1, dearestFen - cheapestFen)),
    };
    let score = helper.id === input.named ? NAMED_BONUS : 0;
    for (const part of WEIGHED) score += parts[part] * input.weights[part];
    return { helper, parts, score: Math.round(score * 1000) / 1000 };
  });
  const lot = (helper: H): string => sha256Hex(`${input.orderId}/${helper.id}`);
  weighed.sort((a, b) => b.score - a.score || (lot(a.helper) < lot(b.helper) ? -1 : 1));
  return weighed.slice(0, input.most).map(({ helper, parts, score }) => {
    const points = WEIGHED.map((part) => ({ part, points: parts[part] * input.weights[part] }));
    const reasons = reasonsOf(helper, shrunkRating(helper), parts, points, helper.id === input.named);
    return { ...helper, score, reasons };
  });
}

/** @internal a test compares it with the formula */
export function shrunkRating(helper: Pick<Merits, 'ratingSum' | 'ratingCount'>): number {
  return (PRIOR.mean * PRIOR.weight + helper.ratingSum / 100) / (PRIOR.weight + helper.ratingCount);
}

const clamp = (value: number): number => Math.max(0, Math.min(1, value));
