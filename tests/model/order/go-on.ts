import type { Action } from '#contracts/access.ts';
import { aWorld, chance, type World } from './a-world.ts';
import { begin, HAPPENINGS } from './moves/happen.ts';
import { TAKE } from './moves/take.ts';

/** A message that would be taken now. */
export interface Option {
  action: Action;
  body: Record<string, unknown>;
}

/**
 * Messages that lead on are frequent, those that end an order or set it back are rare, because otherwise few orders
 * would get far.
 */
const WEIGHTS: Partial<Record<Action, number>> = {
  ...{ completeInquiry: 9, chooseHelper: 9, sign: 12, checkIn: 6, overrideCheckIn: 3, checkOut: 9 },
  ...{ confirmCompletion: 4, object: 4, submitReview: 6, decideCase: 4, dispatchHelper: 3 },
  ...{ proposeReschedule: 3, answerReschedule: 3, retryStep: 4 },
  ...{ rematch: 0.5, answerOffer: 0.5, withdrawHelper: 0.4, cancelOrder: 0.1, letTimePass: 0.5 },
};

/** Applies an accepted message or an event; after the end another order begins. */
export function goOn(world: World, options: Option[], actions: Set<Action>): World {
  const { draw, state } = world;
  if (state.stage === 'closed') {
    const next = aWorld(draw);
    begin(next);
    return next;
  }
  // A parked order stops until its step is retried.
  const usual = options.filter(({ action }) => state.parked === null || action === 'retryStep');
  if (state.parked === null && (usual.length === 0 || chance(world, 0.25))) happen(world);
  else take(world, pickByWeight(world, usual), actions);
  return world;
}

function happen(world: World): void {
  const can = Object.values(HAPPENINGS).filter((one) => one.can(world));
  world.draw.pick(can).happens(world);
}

function pickByWeight({ draw }: World, options: Option[]): Option {
  const names = [...new Set(options.map(({ action }) => action))];
  const total = names.reduce((sum, name) => sum + (WEIGHTS[name] ?? 1), 0);
  let at = draw.random() * total;
  const picked = names.find((name) => {
    at -= WEIGHTS[name] ?? 1;
    return at < 0;
  });
  return draw.pick(options.filter(({ action }) => action === picked));
}

function take(world: World, { action, body }: Option, actions: Set<Action>): void {
  actions.add(action);
  (TAKE[action] as (world: World, body: unknown) => void)(world, body);
}
