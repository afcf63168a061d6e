import { condition, defineUpdate, proxyActivities, setHandler } from '@temporalio/workflow';
import type { HappyShape } from './happy-shape.ts';

export const step = defineUpdate<number>('step');
const { nothing } = proxyActivities<{ nothing(): Promise<void> }>({ startToCloseTimeout: '10 seconds' });

/** How many steps were requested, and how many are done; each is answered when it is done. */
export function receiveSteps(): { asked: number; done: number } {
  const steps = { asked: 0, done: 0 };
  setHandler(step, async () => {
    steps.asked += 1;
    const mine = steps.asked;
    await condition(() => steps.done >= mine);
    return mine;
  });
  return steps;
}

/**
 * The baseline: as many updates and ordinary activities as a happy order, and nothing else. Each update ends a wait of
 * up to 24 hours and is answered when its activity is done, as the order's are.
 */
export async function bareOrder(shape: Pick<HappyShape, 'updates' | 'activities'>): Promise<number> {
  const steps = receiveSteps();
  const others = shape.activities - shape.updates;
  await nothing();
  while (steps.done < shape.updates) {
    await condition(() => steps.asked > steps.done, '24 hours');
    await nothing();
    steps.done += 1;
  }
  for (let n = 1; n < others; n += 1) await nothing();
  return steps.done;
}
