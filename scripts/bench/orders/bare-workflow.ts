import { condition, defineUpdate, proxyActivities, setHandler } from '@temporalio/workflow';
import type { HappyShape } from './happy-shape.ts';

export const step = defineUpdate<number>('step');
const { nothing } = proxyActivities<{ nothing(): Promise<void> }>({ startToCloseTimeout: '10 seconds' });

/**
 * The yardstick: as many updates and ordinary activities as a happy order, and nothing else. Each update ends a wait of
 * up to 24 hours and is answered when its activity is done, as the order's are.
 */
export async function bareOrder(shape: Pick<HappyShape, 'updates' | 'activities'>): Promise<number> {
  let asked = 0;
  let done = 0;
  setHandler(step, async () => {
    asked += 1;
    const mine = asked;
    await condition(() => done >= mine);
    return mine;
  });
  const others = shape.activities - shape.updates;
  await nothing();
  while (done < shape.updates) {
    await condition(() => asked > done, '24 hours');
    await nothing();
    done += 1;
  }
  for (let n = 1; n < others; n += 1) await nothing();
  return done;
}
