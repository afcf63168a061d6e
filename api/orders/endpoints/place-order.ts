import { type Stored, startRequest } from '#activities/orders/start-order.ts';
import type { Deps } from '#api/deps.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { keepAnswer } from '#api/http/keep-answer.ts';
import { startNow, startWorkflow } from '#api/messages/start-workflow.ts';
import { http } from '#contracts/http.ts';
import { receiveInquiry } from '../writes/receive-inquiry.ts';

const WITHIN_MS = 2_000;

export const placeOrder = endpoint(http.placeOrder, async ({ deps, reader, keyed, body }) => {
  const { database, env } = deps;
  let received: Stored | undefined;
  const { orderId } = await keepAnswer({
    database,
    keyed,
    work: async (tx) => {
      received = await receiveInquiry({ deps, tx, reader, keyed, body });
      return { orderId: received.order.id };
    },
  });
  // The inquiry is stored: when Temporal is unavailable the worker starts it later, and the customer need not wait.
  const started = received
    ? startNow({
        ...{ deps, orderId, withinMs: WITHIN_MS },
        request: startRequest(received, { taskQueue: env.TASK_QUEUE, publicUrl: env.PUBLIC_URL }),
      })
    : startIfWaiting({ deps, orderId });
  await started.catch(() => undefined);
  // The inquiry is version 0, however far the order has come when the same call is made again.
  return { ok: true as const, orderId, version: 0 };
});

async function startIfWaiting({ deps, orderId }: { deps: Deps; orderId: string }): Promise<void> {
  const { workflowStarted } = await deps.database.models.order.findUniqueOrThrow({
    where: { id: orderId },
    select: { workflowStarted: true },
  });
  if (!workflowStarted) await startWorkflow({ deps, orderId, withinMs: WITHIN_MS });
}
