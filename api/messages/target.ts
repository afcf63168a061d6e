import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import type { Deps } from '#api/deps.ts';
import type { ErrorCode } from '#contracts/errors.ts';
import type { Subject } from '#contracts/messages.ts';
import { workflowIdOf } from '#contracts/names.ts';
import { startWorkflow } from './start-workflow.ts';

/** How answers name a subject. */
export type Named = { orderId: string } | { caseId: string };

/** The subject that a message goes to. */
export interface Target<N extends Named = Named> {
  subject: Subject;
  /** As its transitions and the proofs of its messages have it. */
  id: string;
  workflowId: string;
  isStarted: boolean;
  /** Starts the workflow of a row that was stored before; throws `Unavailable` when Temporal does not answer in time. */
  start: () => Promise<void>;
  /** The refusal of a message that comes after the end. */
  closed: ErrorCode;
  named: N;
  /** Below the prefix of the API; where answers are asked for. */
  path: string;
}

export function orderTarget(
  deps: Deps,
  { id, workflowStarted }: Pick<StoredOrder, 'id' | 'workflowStarted'>,
): Target<{ orderId: string }> {
  return {
    ...{ subject: 'order', id, workflowId: workflowIdOf(id), isStarted: workflowStarted },
    start: () => startWorkflow({ deps, orderId: id }),
    ...{ closed: 'OrderClosed', named: { orderId: id }, path: `/orders/${id}` },
  };
}
