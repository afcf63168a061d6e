import { startOfStored } from '#activities/start-order.ts';
import type { Deps } from '../deps.ts';
import { Refused } from '../refused.ts';

/** Starts the workflow of a stored inquiry; a second start of the same order is the same order. */
export async function startWorkflow(input: {
  deps: Deps;
  orderId: string;
  withinMs?: number;
}): Promise<void> {
  const { deps, orderId } = input;
  const { database, env } = deps;
  const request = await startOfStored({
    database,
    orderId,
    taskQueue: env.TASK_QUEUE,
    publicUrl: env.PUBLIC_URL,
  });
  if (!request) throw new Refused('NotFound');
  try {
    await deps.temporal.start(request, input.withinMs ?? 3_000);
  } catch (error) {
    deps.logger.warn({ err: error, orderId }, 'the workflow was not started; it will be');
    throw new Refused('Unavailable');
  }
  await database.order.update({ where: { id: orderId }, data: { workflowStarted: true } });
}
