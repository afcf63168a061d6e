import { quote } from '#contracts/price.ts';
import type { Filter } from '#contracts/why-not.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { type Cell, cellsAround } from './cells.ts';
import {
  type FreeHelper,
  freeIn,
  helperColumns,
  type MatchingHelper,
  type Need,
} from './find-free-helpers.ts';
import { type Asked, fits, metresTo } from './hard-filters.ts';
import { type CalendarRow, calendarColumns, readCalendar } from './load-calendars.ts';
import type { OrderRow, Tx } from './order-row.ts';
import {
  type PriceScale,
  priceScale,
  type Ranked,
  rankHelpers,
  STANDING,
  type Standing,
  type Weights,
  weightsOf,
} from './ranking.ts';

export interface Search {
  order: OrderRow;
  need: Need;
  now: number;
  /** how many the caller may need at most */
  most: number;
  excluded: string[];
  reasons: string[];
  named?: string;
  capFen?: number | null;
  without?: Filter;
}
export interface Best {
  /** The `most` best of everyone who may come, exactly as if all of them had been ranked. */
  ranked: (Ranked<FreeHelper> & { plainFen: number })[];
  /** whose calendars were opened, and how many of them had room: how scarce the slot is */
  looked: number;
  free: number;
}

/** Calendars opened by the first looks; later ones open four times as many each. */
const BATCH = 32;
/** The first look asks the best of each of these nearest cells; it finds the mark that all others must beat. */
const FIRST = { cells: 9, each: 10 };
const EVERYONE = 1_000_000;
/** The database and we add the same numbers in another order. */
const ROUNDING = 0.01;

type Found = MatchingHelper & CalendarRow & { sure: number };

/**
 * The best helpers for an order without ranking everyone: a score is what is known before the calendar is opened
 * (`sure`) plus at most the weights of being free and being soon. Who cannot reach the mark of the last wanted place
 * even so is never looked at, nor are cells whose best standing cannot.
 */
export async function findBestHelpers(tx: Tx, search: Search): Promise<Best> {
  const { order, need, most } = search;
  const weights = weightsOf(order.policy, search.reasons);
  const scale = priceScale(need.unitFen * order.quantity, order.policy);
  const cells = cellsAround(need, need.farthestReach);
  const found = new Map<string, Found>();
  let best: Best = { ranked: [], looked: 0, free: 0 };
  const look = async (from: {
    cells: Cell[];
    each: number;
    mark: number;
    batch: number;
  }): Promise<Found[]> => {
    const asked = { ...search, ...from, weights, scale, seen: [...found.keys()] };
    const rows = await tx.$queryRaw<Found[]>(candidatesSql(asked));
    for (const row of rows) found.set(row.id, row);
    best = rank(search, weights, scale, [...found.values()]);
    return rows;
  };
  const mark = (): number => best.ranked[most - 1]?.score ?? Number.NEGATIVE_INFINITY;

  const first = await look({
    cells: cells.slice(0, FIRST.cells),
    each: FIRST.each,
    mark: mark(),
    batch: BATCH,
  });
  // Few helpers: everyone is looked at, which also says best how scarce the slot is.
  const few = first.length < BATCH;
  // Too few of the best are free to set a mark: ask more of each cell before asking everyone.
  for (let more = 6; !few && mark() === Number.NEGATIVE_INFINITY && more <= 36; more *= 6) {
    await look({ cells, each: FIRST.each * more, mark: mark(), batch: BATCH * 4 });
  }
  for (let batch = BATCH; ; batch *= 4) {
    const everyone = few && found.size < BATCH;
    const rows = await look({
      cells,
      each: EVERYONE,
      mark: everyone ? Number.NEGATIVE_INFINITY : mark(),
      batch,
    });
    const last = rows.at(-1);
    if (!last || rows.length < batch || last.sure + unsure(weights) + ROUNDING < mark()) return best;
  }
}

/** What only a calendar can tell. */
const unsure = (weights: Weights): number => weights.free + weights.sooner;

function rank(search: Search, weights: Weights, scale: PriceScale, found: Found[]): Best {
  const { order, need, named, now, capFen = null } = search;
  const { policy, quantity } = order;
  const free = found.flatMap(
    ({ sure: _, weeklyHours, worksHolidays, workingTimes, leaves, bookings, ...helper }) => {
      const row = { weeklyHours, worksHolidays, workingTimes, leaves, bookings };
      const calendar = readCalendar(helper.id, row);
      const fit = freeIn({ order, need, helper, calendar, now });
      if (!fit) return [];
      const price = quote({
        ...helper,
        startsAt: fit.startsAt,
        unitFen: need.unitFen,
        quantity,
        policy,
        capFen,
      });
      const holiday = price.lines.find(({ code }) => code === 'holiday')?.fen ?? 0;
      const cap = price.lines.find(({ code }) => code === 'cap')?.fen ?? 0;
      const plainFen = Math.min(price.totalFen - cap - holiday, capFen ?? Number.MAX_SAFE_INTEGER);
      return [{ ...fit, totalFen: price.totalFen, plainFen }];
    },
  );
  const ranked = rankHelpers({
    orderId: order.id,
    helpers: free,
    named,
    most: search.most,
    weights,
    scale,
    windowStart: order.windowStart.getTime(),
    windowEnd: order.windowEnd.getTime(),
    utcOffsetMinutes: policy.utcOffsetMinutes,
  });
  return { ranked, looked: found.length, free: free.length };
}

interface Look extends Asked {
  order: OrderRow;
  cells: Cell[];
  each: number;
  batch: number;
  mark: number;
  seen: string[];
  weights: Weights;
  scale: PriceScale;
  capFen?: number | null;
}

/** The best by what is sure, with their calendars, in one round trip. */
function candidatesSql(look: Look): Prisma.Sql {
  const { order, need, weights, mark } = look;
  const { policy } = order;
  const skill = need.skills[0] ?? '';
  // The index knows the points of the standard weights; other weights are at most so many times as much.
  const stretch = Math.max(
    ...(Object.keys(STANDING) as Standing[]).map((part) => weights[part] / STANDING[part]),
  );
  const elsewhere = weights.cheaper + unsure(weights) + ROUNDING;
  const beatable = look.cells.map(({ cell, metres }) => {
    const near = weights.near * (1 - metres / Math.max(metres, need.farthestReach, 1));
    return { cell, floor: stretch > 0 ? (mark - elsewhere - near) / stretch : Number.NEGATIVE_INFINITY };
  });
  const bands = [...policy.distanceBands].sort((a, b) => a.metres - b.metres);
  const { junior, senior, expert } = policy.levelPercent;
  const base = need.unitFen * order.quantity;
  const w = (part: keyof Weights): Prisma.Sql => Prisma.sql`${weights[part]}::float8`;
  // Who cannot reach the mark is left out before the filters that look into other tables.
  return Prisma.sql`/* prepared */
    WITH known AS MATERIALIZED (
      SELECT DISTINCT o.helper_id FROM "order" o
      WHERE o.customer_id = ${order.customerId}::uuid AND o.ending = 'completed' AND o.helper_id IS NOT NULL
    ), possible AS (
      SELECT k.helper_id FROM unnest(${beatable.map(({ cell }) => cell)}::int[],
          ${beatable.map(({ floor }) => (Number.isFinite(floor) ? floor : -1))}::float8[]) AS c (cell, floor)
        CROSS JOIN LATERAL (SELECT s.helper_id FROM helper_skill s
          WHERE s.skill = ${skill} AND s.cell = c.cell AND s.standing >= c.floor
          ORDER BY s.standing DESC LIMIT ${look.each}) k
      UNION SELECT helper_id FROM known
      UNION SELECT id FROM helper WHERE id = ${look.named ?? null}::uuid
    ), weighed AS MATERIALIZED (
      SELECT h.id, d.metres, k.helper_id IS NOT NULL AS same,
        ${w('rated')} * least(1, greatest(0, ((4.6::float8 * 5 + h.rating_sum / 100::float8) / (5 + h.rating_count) - 3) / 2))
        + ${w('boost')} * least(1, greatest(0, h.boost / 50::float8))
        + ${w('experienced')} * least(1, greatest(0, h.years / 15::float8))
        + CASE WHEN h.completed_count < 5 THEN ${w('newcomer')} ELSE 0 END
        + CASE WHEN k.helper_id IS NOT NULL THEN ${w('sameHelper')} ELSE 0 END
        + ${w('near')} * least(1, greatest(0, 1 - d.metres / greatest(1, h.reach_metres)::float8))
        + ${w('cheaper')} * least(1, greatest(0, (${look.scale.dearestFen}::float8 - least(${look.capFen ?? null}::float8,
            ${base}::float8 * (CASE h.level WHEN 'junior' THEN ${junior}::float8 WHEN 'senior' THEN ${senior}::float8 ELSE ${expert}::float8 END) / 100
            + (${bands.map(({ fen }) => fen)}::float8[])[least(${bands.length}::int,
                1 + width_bucket((d.metres - 1)::float8, ${bands.map(({ metres }) => metres)}::float8[]))]))
          / greatest(1, ${look.scale.dearestFen - look.scale.cheapestFen}::float8)))
        + CASE WHEN h.id = ${look.named ?? null}::uuid THEN 1000 ELSE 0 END AS sure
      FROM possible p JOIN helper h ON h.id = p.helper_id LEFT JOIN known k ON k.helper_id = h.id
        CROSS JOIN LATERAL (SELECT ${metresTo(need)} AS metres OFFSET 0) d
      WHERE NOT (h.id = ANY(${look.seen}::uuid[]))
    ), best AS MATERIALIZED (
      SELECT d.* FROM weighed d JOIN helper h ON h.id = d.id
      WHERE d.sure >= ${Number.isFinite(mark) ? mark - unsure(weights) - ROUNDING : -1}::float8 AND ${fits(look)}
      ORDER BY d.sure DESC, d.id LIMIT ${look.batch}
    )
    SELECT ${helperColumns(look)}, d.same AS "sameHelper", d.sure, ${calendarColumns({
      from: order.windowStart.getTime(),
      to: order.windowEnd.getTime(),
      utcOffsetMinutes: policy.utcOffsetMinutes,
    })}
    FROM best d JOIN helper h ON h.id = d.id ORDER BY d.sure DESC, d.id`;
}
