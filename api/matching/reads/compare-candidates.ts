import { metresBetween, type Place } from '#activities/calendars/distance.ts';
import type { Compared } from '#contracts/matching/candidate.ts';
import { blurDistance, toGrain } from './blur-distance.ts';

/** The facts by which a customer compares helpers. */
export interface Comparable {
  totalFen: number;
  years: number;
  startsAt: Date;
  home: Place;
}

/**
 * For each reason of the re-match: how this candidate compares with the average of the previous round. Not with its
 * best: a customer who found the price too high saw all of the cards, and the lowest price there may be the lowest
 * possible.
 */
export function compareCandidates(input: {
  candidate: Comparable;
  before: Comparable[];
  site: Place;
  reasons: readonly string[];
}): Compared[] {
  const { candidate, before, site, reasons } = input;
  if (before.length === 0) return [];
  const less = (of: (one: Comparable) => number): number =>
    before.reduce((sum, one) => sum + of(one), 0) / before.length - of(candidate);
  const by: Record<Compared['reason'], () => number> = {
    price: () => Math.round(less(({ totalFen }) => totalFen)),
    distance: () => toGrain(less(({ home }) => blurDistance(metresBetween(home, site)))),
    experience: () => Math.round(less(({ years }) => years) * -10) / 10,
    time: () => Math.round(less(({ startsAt }) => startsAt.getTime() / 60_000)),
  };
  return (['price', 'distance', 'experience', 'time'] as const)
    .filter((reason) => reasons.includes(reason))
    .map((reason) => ({ reason, by: by[reason]() + 0 }));
}
