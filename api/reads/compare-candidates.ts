import { metresBetween, type Place } from '#activities/distance.ts';
import type { Compared } from '#contracts/order.ts';

/** What a customer compares helpers by. */
export interface Comparable {
  totalFen: number;
  years: number;
  startsAt: Date;
  home: Place;
}

/** For each reason given at the re-match: how this candidate compares with the best of the round before. */
export function compareCandidates(input: {
  candidate: Comparable;
  before: Comparable[];
  site: Place;
  reasons: readonly string[];
}): Compared[] {
  const { candidate, before, site, reasons } = input;
  if (before.length === 0) return [];
  const metres = ({ home }: Comparable): number => metresBetween(home, site);
  const minutes = ({ startsAt }: Comparable): number => Math.round(startsAt.getTime() / 60_000);
  const best = (of: (one: Comparable) => number): number => Math.min(...before.map(of));
  const by: Record<Compared['reason'], () => number> = {
    price: () => best(({ totalFen }) => totalFen) - candidate.totalFen,
    distance: () => best(metres) - metres(candidate),
    experience: () => candidate.years - Math.max(...before.map(({ years }) => years)),
    time: () => best(minutes) - minutes(candidate),
  };
  return (['price', 'distance', 'experience', 'time'] as const)
    .filter((reason) => reasons.includes(reason))
    .map((reason) => ({ reason, by: by[reason]() }));
}
