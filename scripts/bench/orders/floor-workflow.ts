import { defineSearchAttributeKey } from '@temporalio/common';
import {
  condition,
  defineSignal,
  defineUpdate,
  proxyActivities,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { HappyShape } from './happy-shape.ts';

export const floorStep = defineUpdate<number>('step');
export const floorPaid = defineSignal('paid');
const { nothing } = proxyActivities<{ nothing(): Promise<void> }>({ startToCloseTimeout: '10 seconds' });

const stage = defineSearchAttributeKey('OrderStage', 'KEYWORD');
const deadline = defineSearchAttributeKey('StageDeadline', 'DATETIME');
const DAY = 24 * 3_600_000;

/**
 * The yardstick with what the design asks of Temporal besides: after each move ops read in the list where the order is
 * and until when, and the payment is a signal that comes between two updates.
 */
export async function floorOrder(shape: Pick<HappyShape, 'updates' | 'activities'>): Promise<number> {
  let asked = 0;
  let done = 0;
  let paid = false;
  setHandler(floorStep, async () => {
    asked += 1;
    const mine = asked;
    await condition(() => done >= mine);
    return mine;
  });
  setHandler(floorPaid, () => {
    paid = true;
  });
  const show = () =>
    upsertSearchAttributes([
      { key: stage, value: `step ${done}` },
      { key: deadline, value: new Date(Date.now() + DAY) },
    ]);
  const others = shape.activities - shape.updates;
  await nothing();
  show();
  while (done < shape.updates) {
    if (done === shape.updates - 1) {
      await condition(() => paid, '72 hours');
      await nothing();
    }
    await condition(() => asked > done, '24 hours');
    await nothing();
    done += 1;
    show();
  }
  for (let n = 2; n < others; n += 1) await nothing();
  show();
  return done;
}
