import { type StartRequest, startOfStored } from '#activities/orders/start-order.ts';
import type { Deps } from '#api/deps.ts';
import { Refused } from '#api/http/refused.ts';

/** Starts the workflow of an order that was stored before; a second start of the same order is the same order. */
export async function startWorkflow(input: {
  deps: Deps;
  orderId: string;
  withinMs?: number;
}): Promise<void> {
  const { deps, orderId, withinMs } = input;
  const { database, env } = deps;
  const { TASK_QUEUE: taskQueue, PUBLIC_URL: publicUrl } = env;
  const request = await startOfStored({ database, orderId, taskQueue, publicUrl });
  if (!request) throw new Refused('NotFound');
  await startNow({ deps, orderId, request, withinMs });
}

/** That it was started the order's first transition notes; until then the worker starts it once more after a while. */
export async function startNow(input: {
  deps: Deps;
  orderId: string;
  request: StartRequest;
  withinMs?: number | undefined;
}): Promise<void> {
  const { deps, orderId, request, withinMs = 3_000 } = input;
  try {
    await deps.temporal.start(request, withinMs);
  } catch (error) {
    deps.logger.warn({ err: error, orderId }, 'the workflow was not started; it will be');
    throw new Refused('Unavailable');
  }
}
