import { readCalendar } from '#activities/calendars/load-calendars.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Filter } from '#contracts/matching/why-not.ts';
import { quote } from '#contracts/money/price.ts';
import type { Queries } from '#platform/database.ts';
import { candidatesSql, type Look, type Looked, unsure } from './candidates.ts';
import { cellsAround } from './cells.ts';
import { type FreeHelper, freeIn, type Need } from './find-free-helpers.ts';
import { priceScale, type Ranked, rankHelpers, weightsOf } from './ranking.ts';

export interface Search {
  order: OrderRow;
  need: Need;
  now: number;
  /** the maximum number that the caller needs */
  most: number;
  excluded: string[];
  reasons: string[];
  named?: string;
  capFen?: number | null;
  without?: Filter;
}
export interface Best {
  /** The `most` best of all available helpers, exactly as if all of them had been ranked. */
  ranked: Ranked<Free>[];
  /** the best of those available, and how many of them had room: this gives the scarcity of the slot */
  looked: number;
  free: number;
  /** whose calendars were read: the others certainly have no room */
  opened: number;
}

/**
 * Up to this number all helpers are examined together, wherever they live.
 * @internal tests make one helper more than this
 */
export const FEW = 96;
/** Helpers examined in the first rounds; later rounds examine four times as many each. */
const BATCH = 32;
/** The first round examines the best of each of these nearest cells. It finds the score that all others must beat. */
const FIRST = { cells: 16, each: 30 };
const EVERYONE = 1_000_000;

/**
 * The best helpers for an order without ranking everyone. A score is the part known without the calendar (`sure`) plus
 * at most the weights of availability and of an early start. Helpers who cannot reach the score of the last wanted
 * place are never examined, and neither are cells whose best standing cannot.
 */
export async function findBestHelpers(database: Queries, search: Search): Promise<Best> {
  const { order, need, most } = search;
  const weights = weightsOf(order.policy, search.reasons, {
    now: search.now,
    windowStart: order.windowStart.getTime(),
  });
  const scale = priceScale(need.unitFen * order.quantity, order.policy);
  const cells = cellsAround(need, need.farthestReach);
  const seen: string[] = [];
  const free: Free[] = [];
  let opened = 0;
  let ranked: Ranked<Free>[] = [];
  const look = async (from: Pick<Look, 'cells' | 'each' | 'mark' | 'batch'>): Promise<Looked[]> => {
    const rows = await database.query<Looked>(candidatesSql({ ...search, ...from, weights, scale, seen }));
    seen.push(...rows.map(({ id }) => id));
    const withRoom = rows.flatMap((row) => (row.room ? [row] : []));
    opened += withRoom.length;
    free.push(...withRoom.flatMap((row) => freeWithPrice(search, row) ?? []));
    ranked = rankHelpers<Free>({
      orderId: order.id,
      helpers: free,
      named: search.named,
      most,
      weights,
      scale,
      windowStart: order.windowStart.getTime(),
      windowEnd: order.windowEnd.getTime(),
      utcOffsetMinutes: order.policy.utcOffsetMinutes,
    });
    return rows;
  };
  const mark = (): number => ranked[most - 1]?.score ?? Number.NEGATIVE_INFINITY;

  if (need.helpers <= FEW) {
    await look({ cells: null, each: EVERYONE, mark: Number.NEGATIVE_INFINITY, batch: EVERYONE });
    return { ranked, looked: seen.length, free: free.length, opened };
  }
  const near = cells.slice(0, FIRST.cells);
  const first = await look({ cells: near, each: FIRST.each, mark: mark(), batch: BATCH });
  // Few helpers: all are examined, which also gives the exact scarcity of the slot.
  const few = first.length < BATCH;
  // Too few of the best are free to set a threshold: examine more of the nearest cells, then more of each cell, before
  // everyone.
  for (const wider of [
    { cells: near, times: 1 },
    { cells, times: 6 },
    { cells, times: 36 },
  ]) {
    if (few || mark() > Number.NEGATIVE_INFINITY) break;
    // The number that should contain the missing ones, if the same share has room as before.
    const missing = Math.ceil((1.5 * (most - free.length) * seen.length) / Math.max(1, free.length));
    const batch = Math.max(BATCH, Math.min(missing, BATCH * 4));
    await look({ cells: wider.cells, each: FIRST.each * wider.times, mark: mark(), batch });
  }
  for (let batch = BATCH; ; batch *= 4) {
    const everyone = few && seen.length < BATCH;
    const rows = await look({
      cells,
      each: EVERYONE,
      mark: everyone ? Number.NEGATIVE_INFINITY : mark(),
      batch,
    });
    const last = rows.at(-1);
    if (!last || rows.length < batch || last.sure + unsure(weights) < mark())
      return { ranked, looked: seen.length, free: free.length, opened };
  }
}

type Free = FreeHelper & { totalFen: number; plainFen: number };

/** The helper with the earliest start and its price, if the calendar really has room. */
function freeWithPrice(search: Search, row: Looked & { room: true }): Free | undefined {
  const { order, need, now, capFen = null } = search;
  const { policy, quantity } = order;
  const { sure: _, room: __, weeklyHours, worksHolidays, workingTimes, leaves, bookings, ...helper } = row;
  const calendar = readCalendar(row.id, { weeklyHours, worksHolidays, workingTimes, leaves, bookings });
  const fit = freeIn({ order, need, helper, calendar, now });
  if (!fit) return undefined;
  const { startsAt } = fit;
  const price = quote({ ...helper, startsAt, unitFen: need.unitFen, quantity, policy, capFen });
  const holiday = price.lines.find(({ code }) => code === 'holiday')?.fen ?? 0;
  const cap = price.lines.find(({ code }) => code === 'cap')?.fen ?? 0;
  const plainFen = Math.min(price.totalFen - cap - holiday, capFen ?? Number.MAX_SAFE_INTEGER);
  return { ...fit, totalFen: price.totalFen, plainFen };
}
