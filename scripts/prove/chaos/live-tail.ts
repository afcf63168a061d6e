import { setTimeout as sleep } from 'node:timers/promises';
import type { CatalogueReply } from '#contracts/catalogue/http.ts';
import { awaitReady } from '#scripts/start/await-ready.mjs';
import { openCast, type Playing } from '../simulate/people.ts';
import { planOrders } from '../simulate/plan.ts';
import { runLives } from '../simulate/run.ts';
import type { ChaosInstance } from './open-instance.ts';

const TAIL_LIVES = 3;

export interface Tail {
  failures: string[];
  orderIds: string[];
}

/**
 * New orders from the moment the instance is ready after the last fault: each request must succeed at once (a
 * repetition is a failure), and each order must reach its end.
 */
export async function liveTail(input: {
  instance: ChaosInstance;
  playing: Playing;
  catalogue: CatalogueReply;
  seed: number;
}): Promise<Tail> {
  const { instance, playing, catalogue, seed } = input;
  const missing = await missingOf(instance);
  if (missing !== null)
    return {
      failures: [`a minute after the last fault the instance is not ready: ${missing}`],
      orderIds: [],
    };
  const failures: string[] = [];
  const plans = planOrders({ orders: TAIL_LIVES, seed: seed + 1, script: 'happy', faults: false });
  try {
    const cast = await openCast({
      ...{ ...playing, patienceMs: 5_000 },
      onRetry: (error) =>
        failures.push(`a request had to be made again: ${error.message} ${error.problem.detail}`),
    });
    const lives = runLives({
      plans: plans.map((plan) => ({ ...plan, customer: { demo: plan.index } })),
      cast,
      catalogue,
      concurrency: TAIL_LIVES,
      limitMs: 60_000,
      told: () => undefined,
    });
    const over = await Promise.race([lives, sleep(90_000, undefined, { ref: false })]);
    if (!over)
      return { failures: [...failures, 'requests after the last fault do not come to an end'], orderIds: [] };
    const faulty = over
      .filter(({ problems, ending }) => problems.length > 0 || ending !== 'completed')
      .map(({ orderId, ending, problems }) => `${orderId} ${ending ?? 'open'}: ${problems.join(' | ')}`);
    return { failures: [...failures, ...faulty], orderIds: over.map(({ orderId }) => orderId) };
  } catch (error) {
    return { failures: [...failures, String(error)], orderIds: [] };
  }
}

/** What readiness still reports as missing after a minute; null once it is ready. */
async function missingOf(instance: ChaosInstance): Promise<string | null> {
  // The readiness answer is cached for a second: one from before the fault does not count.
  await sleep(1_000);
  const ready = awaitReady({ url: instance.state().url, watched: [], logOf: () => '', withinMs: 60_000 });
  return ready.then(
    () => null,
    (error: Error) => error.message,
  );
}
