import type { Policy } from '#contracts/policy.ts';
import { quote } from './price.ts';

/** What of a policy decides a price. */
export type Pricing = Pick<
  Policy,
  'levelPercent' | 'distanceBands' | 'holidayPercent' | 'holidays' | 'utcOffsetMinutes'
>;
type Level = keyof Pricing['levelPercent'];

const DAY = 86_400_000;

/**
 * The lowest and the highest price in fen that a visit may have, whoever comes: over all levels, or the one that is
 * wished, over all distances, and over the days on which it may start, in ms since epoch.
 */
export function priceRange(input: {
  unitFen: number;
  quantity: number;
  pricing: Pricing;
  level?: Level | undefined;
  from: number;
  to: number;
}): { fromFen: number; toFen: number } {
  const { unitFen, quantity, pricing, level, from, to } = input;
  const levels = level ? [level] : (Object.keys(pricing.levelPercent) as Level[]);
  const distances = pricing.distanceBands.map(({ metres }) => metres);
  const starts = [to];
  for (let at = from; at < to; at += DAY) starts.push(at);
  const totals = levels.flatMap((one) =>
    (distances.length > 0 ? distances : [0]).flatMap((metres) =>
      starts.map(
        (startsAt) => quote({ unitFen, quantity, level: one, metres, startsAt, policy: pricing }).totalFen,
      ),
    ),
  );
  return { fromFen: Math.min(...totals), toFen: Math.max(...totals) };
}
