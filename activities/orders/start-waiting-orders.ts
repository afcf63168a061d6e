import { type Client, isGrpcServiceError, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Database } from '#platform/database.ts';
import type { Logger } from '#platform/logger.ts';
import { startOfStored } from './start-order.ts';

/** gRPC: timed out, overloaded, unavailable. Then the other orders are not tried. */
const AWAY = [4, 8, 14];

interface Starting {
  database: Database;
  client: Client;
  taskQueue: string;
  publicUrl?: string | undefined;
  olderThanMs?: number;
  logger?: Pick<Logger, 'info' | 'warn'>;
}

/**
 * Starts the workflow of every order that has waited for it too long: its API died before the start, or Temporal
 * refused it. A refused start is tried again in the next round and delays no other. Returns how many were started.
 */
export async function startWaitingOrders(input: Starting): Promise<number> {
  const { database, logger, olderThanMs = 10_000 } = input;
  const waiting = await database.models.order.findMany({
    where: { workflowStarted: false, createdAt: { lt: new Date(Date.now() - olderThanMs) } },
    select: { id: true },
    orderBy: { createdAt: 'asc' },
  });
  let started = 0;
  for (const { id } of waiting) {
    try {
      if (await start(input, id)) started += 1;
    } catch (error) {
      if (isAway(error)) throw error;
      logger?.warn({ err: error, orderId: id }, 'the workflow of a waiting order cannot be started');
    }
  }
  return started;
}

async function start(input: Starting, orderId: string): Promise<boolean> {
  const { database, client, taskQueue, publicUrl } = input;
  const request = await startOfStored({ database, orderId, taskQueue, publicUrl });
  if (!request) return false;
  try {
    await client.workflow.start(request.workflow, request.options);
  } catch (error) {
    // It was started before and is closed already.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  await database.models.order.update({ where: { id: orderId }, data: { workflowStarted: true } });
  input.logger?.info({ orderId }, 'started the workflow of a waiting order');
  return true;
}

function isAway(error: unknown): boolean {
  const { cause } = (error ?? {}) as { cause?: unknown };
  return isGrpcServiceError(cause) && AWAY.includes(cause.code);
}
