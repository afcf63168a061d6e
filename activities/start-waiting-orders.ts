import { type Client, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Database } from '#platform/database.ts';
import type { Logger } from '#platform/logger.ts';
import { startOfStored } from './start-order.ts';

/** Starts the workflow of every order that waits for it too long: its API died between the two. Answers how many. */
export async function startWaitingOrders(input: {
  database: Database;
  client: Client;
  taskQueue: string;
  publicUrl?: string | undefined;
  olderThanMs?: number;
  logger?: Pick<Logger, 'info'>;
}): Promise<number> {
  const { database, client, taskQueue, publicUrl, olderThanMs = 10_000 } = input;
  const waiting = await database.order.findMany({
    where: { workflowStarted: false, createdAt: { lt: new Date(Date.now() - olderThanMs) } },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
    take: 50,
  });
  for (const { id } of waiting) {
    const request = await startOfStored({ database, orderId: id, taskQueue, publicUrl });
    if (!request) continue;
    try {
      await client.workflow.start(request.workflow, request.options);
    } catch (error) {
      // It ran already and is closed: as good as started.
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
    await database.order.update({ where: { id }, data: { workflowStarted: true } });
    input.logger?.info({ orderId: id }, 'started the workflow of a waiting order');
  }
  return waiting.length;
}
