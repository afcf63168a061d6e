import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { type Statement, sql } from '#platform/sql.ts';
import type { Need } from './find-free-helpers.ts';
import type { PriceScale, Weights } from './ranking.ts';

/** What the score depends on, besides the helper. */
export interface Scoring {
  order: OrderRow;
  need: Need;
  weights: Weights;
  scale: PriceScale;
  named?: string;
  capFen?: number | null;
}

/** The score without the calendar's part, of a row of the index of skills (aliases h, d.metres, k: known). */
export function sureSql({ order, need, scale, weights, named, capFen = null }: Scoring): Statement {
  const { policy, quantity } = order;
  const bands = [...policy.distanceBands].sort((a, b) => a.metres - b.metres);
  const { junior, senior, expert } = policy.levelPercent;
  const w = (part: keyof Weights): Statement => sql`${weights[part]}::float8`;
  return sql`${w('rated')} * h.rated + ${w('boost')} * h.boosted
    + ${w('experienced')} * h.experienced + ${w('newcomer')} * h.newcomer
    + CASE WHEN k.id IS NOT NULL THEN ${w('sameHelper')} ELSE 0 END
    + ${w('near')} * least(1, greatest(0, 1 - d.metres / greatest(1, h.reach_metres)::float8))
    + ${w('cheaper')} * least(1, greatest(0, (${scale.dearestFen}::float8 - least(${capFen}::float8,
        ${need.unitFen * quantity}::float8
          * (CASE h.level WHEN 'junior' THEN ${junior}::float8 WHEN 'senior' THEN ${senior}::float8 ELSE ${expert}::float8 END) / 100
        + (${bands.map(({ fen }) => fen)}::float8[])[least(${bands.length}::int,
            1 + width_bucket((d.metres - 1)::float8, ${bands.map(({ metres }) => metres)}::float8[]))]))
      / greatest(1, ${scale.dearestFen - scale.cheapestFen}::float8)))
    + CASE WHEN h.id = ${named ?? null}::uuid THEN 1000 ELSE 0 END`;
}
