import { defineSearchAttributeKey } from '@temporalio/common';
import {
  condition,
  defineSignal,
  proxyActivities,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { receiveSteps } from './bare-workflow.ts';
import type { HappyShape } from './happy-shape.ts';

export const floorPaid = defineSignal('paid');
const { nothing } = proxyActivities<{ nothing(): Promise<void> }>({ startToCloseTimeout: '10 seconds' });

const stage = defineSearchAttributeKey('OrderStage', 'KEYWORD');
const deadline = defineSearchAttributeKey('StageDeadline', 'DATETIME');
const DAY = 24 * 3_600_000;

/**
 * The baseline with the additional Temporal features of the design: search attributes after each transition, and the
 * payment as a signal between two updates.
 */
export async function floorOrder(shape: Pick<HappyShape, 'updates' | 'activities'>): Promise<number> {
  const steps = receiveSteps();
  let paid = false;
  setHandler(floorPaid, () => {
    paid = true;
  });
  const show = () =>
    upsertSearchAttributes([
      { key: stage, value: `step ${steps.done}` },
      { key: deadline, value: new Date(Date.now() + DAY) },
    ]);
  const others = shape.activities - shape.updates;
  await nothing();
  show();
  while (steps.done < shape.updates) {
    if (steps.done === shape.updates - 1) {
      await condition(() => paid, '72 hours');
      await nothing();
    }
    await condition(() => steps.asked > steps.done, '24 hours');
    await nothing();
    steps.done += 1;
    show();
  }
  for (let n = 2; n < others; n += 1) await nothing();
  show();
  return steps.done;
}
