import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import type { Deps } from '#api/deps.ts';
import type { ErrorCode } from '#contracts/errors.ts';
import type { Subject } from '#contracts/messages.ts';
import { workflowIdOf } from '#contracts/names.ts';
import { startWorkflow } from './start-workflow.ts';

/** The names of a subject in answers. */
export type Named = { orderId: string } | { caseId: string };

/** The subject that a message goes to. */
export interface Target<N extends Named = Named> {
  subject: Subject;
  /** The id in its transitions and in the proofs of its messages. */
  id: string;
  workflowId: string;
  isStarted: boolean;
  /** Starts the workflow of a stored row; throws `Unavailable` when Temporal does not answer in time. */
  start: () => Promise<void>;
  /** The error code for messages after the end. */
  closed: ErrorCode;
  named: N;
  /** Below the prefix of the API; the path where answers are requested. */
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
