import { randomUUID } from 'node:crypto';
import type { Afterwards } from '../chaos/run-chaos.ts';
import { newLife, wordsOf } from '../simulate/life.ts';
import { planOrders } from '../simulate/plan.ts';
import { seeded } from '../simulate/seeded.ts';
import { RACES, type Raced, type RaceKind, race } from './race.ts';

/** About the time of a message from the API to a workflow and back: some decisions come first, some last. */
const SPREAD_MS = 120;

/**
 * Races of a decision against an event that answers its case, `concurrency` at a time, check-in and payment in turn.
 */
export async function runRaces(
  { cast, catalogue }: Afterwards,
  how: { races: number; seed: number; concurrency: number; say(line: string): void },
): Promise<Raced[]> {
  const { races, seed, concurrency, say } = how;
  const random = seeded(seed ^ 0xcace);
  const run = randomUUID().slice(0, 6);
  const kinds = Object.keys(RACES) as RaceKind[];
  const waiting = Array.from({ length: races }, (_, index) => {
    const kind = kinds[index % kinds.length]!;
    const { script } = RACES[kind];
    const [plan] = planOrders({ orders: 1, seed: seed + 1_000 + index, script, faults: false });
    const daysAhead = 1 + (index % 28);
    return {
      index,
      kind,
      after: random() * SPREAD_MS,
      plan: { ...plan!, index, daysAhead, waitsOut: false },
    };
  });
  const raced: Raced[] = [];
  const lane = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const { kind, plan, after } = one;
      const life = newLife({ plan, run, cast, catalogue, limitMs: 300_000 });
      const result = await race(life, kind, after).catch(
        (error: unknown): Raced => ({ kind, orderId: life.orderId, winner: null, what: wordsOf(error) }),
      );
      raced.push(result);
      if (raced.length % 20 === 0) say(`${raced.length} of ${races} races are over`);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return raced;
}
