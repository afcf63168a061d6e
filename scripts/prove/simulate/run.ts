import { randomUUID } from 'node:crypto';
import type { CatalogueReply } from '#contracts/catalogue/http.ts';
import { checkLife, movedByOutage } from './checks.ts';
import { newLife, wordsOf } from './life.ts';
import { liveOrder } from './live-order.ts';
import type { Cast } from './people.ts';
import type { Plan } from './plan.ts';

export interface LifeResult {
  plan: Plan;
  orderId: string;
  ending: string | null;
  /** An outage of ours moved a deadline. */
  extended: boolean;
  problems: string[];
  seconds: number;
}

export interface Tally {
  orders: number;
  closed: number;
  endings: Record<string, number>;
  failed: number;
  seconds: number;
}

/** Lives all plans, `concurrency` at a time. */
export async function runLives(input: {
  plans: Plan[];
  cast: Cast;
  catalogue: CatalogueReply;
  concurrency: number;
  limitMs: number;
  told(result: LifeResult): void;
  /** Waited for before each life begins. */
  mayBegin?(plan: Plan): Promise<void>;
}): Promise<LifeResult[]> {
  // Keys are new for every run: the same plan placed again is another order, not the same one.
  const run = randomUUID().slice(0, 8);
  const waiting = [...input.plans];
  const results: LifeResult[] = [];
  const lane = async () => {
    for (let plan = waiting.shift(); plan; plan = waiting.shift()) {
      await input.mayBegin?.(plan);
      const result = await liveOne({ ...input, plan, run });
      results.push(result);
      input.told(result);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, input.concurrency) }, lane));
  return results;
}

async function liveOne(input: {
  plan: Plan;
  run: string;
  cast: Cast;
  catalogue: CatalogueReply;
  limitMs: number;
}): Promise<LifeResult> {
  const { plan } = input;
  const started = Date.now();
  const life = newLife(input);
  const result: LifeResult = {
    plan,
    orderId: '',
    ending: null,
    extended: false,
    problems: life.problems,
    seconds: 0,
  };
  try {
    const order = await liveOrder(life);
    result.ending = order.ending;
    result.extended = movedByOutage(order);
    life.problems.push(...(await checkLife(life, order)));
  } catch (error) {
    life.problems.push(wordsOf(error));
  }
  result.orderId = life.orderId;
  result.seconds = (Date.now() - started) / 1000;
  if (life.problems.length && life.refusals.length)
    life.problems.push(`(refused on the way: ${life.refusals.join('; ')})`);
  return result;
}

export function tally(results: LifeResult[], seconds: number): Tally {
  const endings: Record<string, number> = {};
  for (const { ending } of results) if (ending) endings[ending] = (endings[ending] ?? 0) + 1;
  return {
    orders: results.length,
    closed: results.filter((r) => r.ending !== null).length,
    endings,
    failed: results.filter((r) => r.problems.length > 0).length,
    seconds: Math.round(seconds * 10) / 10,
  };
}
