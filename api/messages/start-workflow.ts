import { type StartRequest, startOfStored } from '#activities/orders/start-order.ts';
import type { Deps } from '#api/deps.ts';
import { Refused } from '#api/http/refused.ts';

/** Starts the workflow of a stored order; a second start returns the same workflow. */
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

/** The order's first transition marks the workflow as started; until then the worker starts it again after a while. */
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
    deps.logger.warn({ err: error, orderId }, 'the workflow could not be started; the worker retries');
    throw new Refused('Unavailable');
  }
}
