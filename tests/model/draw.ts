import { seeded } from '#scripts/prove/simulate/seeded.ts';
import type { Reference } from './reference.ts';
import { DAY_CELLS, type Operation, type OrderPlan, type Span, STARTS, type World } from './world.ts';

const HOUR = DAY_CELLS / 24;
const ORDERS = 60;
const HELPERS = 4;

export interface Draw {
  random: () => number;
  below: (n: number) => number;
  pick: <T>(list: readonly T[]) => T;
}
export function drawFrom(seed: number): Draw {
  const random = seeded(seed);
  const below = (n: number) => Math.floor(random() * n);
  return { random, below, pick: (list) => list[below(list.length)]! };
}

export function drawWorld(seed: number, draw: Draw): World {
  return {
    seed,
    start: draw.pick(STARTS),
    helpers: Array.from({ length: HELPERS }, (_, n) => ({
      weeklyHours: draw.pick([20, 40, 48, 72]),
      // The last one may never be sent, whoever asks.
      skilled: n < HELPERS - 1 || draw.random() < 0.5,
      working: drawWorking(draw),
    })),
    orders: Array.from({ length: ORDERS }, () => drawOrder(draw)),
  };
}

function drawWorking(draw: Draw): Span[] {
  const kind = draw.pick(['round the clock', 'round the clock', 'day', 'with a break', 'late']);
  const days = draw.pick([
    [0, 1, 2, 3, 4, 5, 6],
    [0, 1, 2, 3, 4, 5, 6],
    [0, 1, 2, 3, 4],
    [1, 2, 3, 4, 5, 6],
  ]);
  const spans = {
    'round the clock': [[0, 24]],
    day: [[7, 19]],
    'with a break': [
      [7, 12],
      [13, 21],
    ],
    late: [
      [0, 6],
      [12, 24],
    ],
  }[kind] as [number, number][];
  return days.flatMap((day) => spans.map(([from, to]) => ({ day, from: from * HOUR, to: to * HOUR })));
}

/** Windows crowd on few days, so that orders meet; some begin or end at midnight, some lie over the end of the month. */
function drawOrder(draw: Draw): OrderPlan {
  const policy = draw.pick(['day', 'day', 'day', 'care', 'care', 'tight'] as const);
  const site = draw.below(5);
  const day = draw.pick([2, 3, 4, 4, 5, 6, 6, 7, 8]);
  const care = policy === 'care';
  const hours = care ? draw.pick([4, 8, 12, 24, 24]) : draw.pick([1, 2, 3, 4]);
  const opens = care ? draw.pick([0, 8, 18, 20, 22]) : draw.pick([7, 7, 9, 10.5, 14, 17]);
  const slack = care ? draw.pick([0, 2, 12, 24]) : draw.pick([0, 0.5, 2, 5, 8]);
  const from = day * DAY_CELLS + opens * HOUR + draw.pick([0, 0, 0, 1]);
  return { policy, site, cells: hours * HOUR, from, to: from + (hours + slack) * HOUR };
}

/** What people and clocks may do next, given where everything stands. */
export function drawOperation(draw: Draw, reference: Reference): Operation {
  const kind = draw.pick(WEIGHTED);
  const order = draw.pick(reference.open());
  const helper = draw.below(reference.world.helpers.length);
  if (order === undefined) return leave(draw, helper);
  switch (kind) {
    case 'recommend':
      return { do: kind, order, named: draw.random() < 0.4 ? helper : null };
    case 'choose':
    case 'decline':
      return { do: kind, order: draw.pick(reference.inSelection()) ?? order, rank: draw.below(3) };
    case 'dispatch':
      return { do: kind, order, helper };
    case 'sign':
      return { do: kind, order: draw.pick(reference.agreed()) ?? order };
    case 'finish':
      return { do: kind, order: draw.pick(reference.planned()) ?? order };
    case 'reschedule':
      return { do: kind, order: draw.pick(reference.planned()) ?? order, start: startOf(draw, reference) };
    case 'leave':
      return leave(draw, helper);
    case 'endLeave':
      return { do: kind, helper, nth: draw.below(2) };
    case 'work':
      return { do: kind, helper, working: drawWorking(draw), confirm: draw.random() < 0.7 };
    default:
      return { do: kind, order };
  }
}

/** Often exactly where another visit ends or begins: touching is allowed where no travel lies between. */
function startOf(draw: Draw, reference: Reference): number {
  const edges = reference.edges();
  if (edges.length > 0 && draw.random() < 0.5) return draw.pick(edges) + draw.pick([0, 0, 4, 7, -1, 12, 18]);
  return draw.pick([2, 3, 4, 5, 6, 7, 8]) * DAY_CELLS + draw.below(DAY_CELLS);
}

function leave(draw: Draw, helper: number): Operation {
  const from = draw.pick([2, 3, 4, 5, 6, 7]) * DAY_CELLS + draw.pick([0, 0, 8, 12, 17]) * HOUR;
  const to = from + draw.pick([1, 4, 12, 24, 48]) * HOUR;
  return { do: 'leave', helper, from, to, confirm: draw.random() < 0.7 };
}

const WEIGHTS: Record<Operation['do'], number> = {
  recommend: 26,
  choose: 14,
  dispatch: 12,
  expire: 9,
  sign: 4,
  reschedule: 8,
  cancel: 5,
  decline: 5,
  release: 3,
  finish: 2,
  leave: 4,
  endLeave: 3,
  work: 3,
};
const WEIGHTED = (Object.entries(WEIGHTS) as [Operation['do'], number][]).flatMap(([kind, weight]) =>
  Array<Operation['do']>(weight).fill(kind),
);
