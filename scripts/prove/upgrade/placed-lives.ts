import type { CatalogueReply } from '#contracts/catalogue/http.ts';
import { isStaff } from '#contracts/people/roles.ts';
import { checkLife } from '../simulate/checks.ts';
import { type Life, newLife, wordsOf } from '../simulate/life.ts';
import { liveOrder } from '../simulate/live-order.ts';
import type { Cast } from '../simulate/people.ts';
import { planOrders } from '../simulate/plan.ts';
import { PLACES, type Place } from './places.ts';

const AT_A_TIME = 4;
/** For one leg of a life: to its place, or from there to the end. */
const LIMIT_MS = 240_000;

export interface PlacedLife {
  place: Place;
  life: Life;
  /** The order was at its place. */
  reached: boolean;
  closed: boolean;
}

/** Places orders and brings each to its place. `run` tells these orders' keys from all others. */
export async function bringToPlaces(input: {
  cast: Cast;
  catalogue: CatalogueReply;
  run: string;
  /** All of them by default. */
  places?: Place[];
  /** Orders at each place. */
  each: number;
  seed: number;
}): Promise<PlacedLife[]> {
  const { cast, catalogue, run, places = PLACES, each, seed } = input;
  const lives = Array.from({ length: each }, () => places)
    .flat()
    .map((place, index): PlacedLife => {
      const [planned] = planOrders({ orders: 1, seed: seed + index, faults: false, script: place.script });
      const plan = {
        ...planned!,
        index,
        // Spread over the days, so that the same helpers are free.
        daysAhead: 1 + ((seed + index) % 20),
        // Deadlines of the usual length: none passes while the version changes.
        order: { rehearsal: 'rehearsal' as const },
        waitsOut: false,
        ...place.plan,
      };
      const life = newLife({ plan, run, cast, catalogue, limitMs: LIMIT_MS });
      return { place, life, reached: false, closed: false };
    });
  await inLanes(lives, async (placed) => {
    const { place, life } = placed;
    const order = await liveOrder(life, (seen) => place.reached(seen, life));
    placed.reached = place.reached(order, life);
    if (placed.reached) await place.act?.(life, order);
  });
  return lives;
}

/**
 * Each order that waits for its people, not for staff, goes on by one version. One whose case was adopted stays as it
 * is: it must be open at the rollback.
 */
export const oneStepOn = (lives: PlacedLife[]): Promise<void> =>
  inLanes(lives, async (placed) => {
    if (placed.place.leavesCase) return;
    let before: number | undefined;
    const order = await liveOrder(placed.life, ({ version, needsOps, waitingFor }) => {
      before ??= version;
      return version > before || needsOps || isStaff({ role: waitingFor });
    });
    placed.closed = order.stage === 'closed';
  });

/** Lives every order to its end, and looks it over as its people would. */
export const toTheEnd = (lives: PlacedLife[]): Promise<void> =>
  inLanes(lives, async (placed) => {
    const { life } = placed;
    const order = await liveOrder(life);
    placed.closed = true;
    life.problems.push(...(await checkLife(life, order)));
  });

async function inLanes(lives: PlacedLife[], work: (placed: PlacedLife) => Promise<void>): Promise<void> {
  const waiting = [...lives];
  const lane = async () => {
    for (let placed = waiting.shift(); placed; placed = waiting.shift()) {
      placed.life.until = Date.now() + LIMIT_MS;
      await work(placed).catch((error: unknown) => placed.life.problems.push(wordsOf(error)));
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
}
