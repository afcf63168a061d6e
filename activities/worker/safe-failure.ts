import { asyncLocalStorage, type Context } from '@temporalio/activity';
import { TemporalFailure } from '@temporalio/common';
import { ORDER_WORKFLOW, orderIdOf } from '#contracts/names.ts';
import type { Logger } from '#platform/logger.ts';
import { traceId } from '#platform/tracing/trace-id.ts';

/**
 * A failure is stored in Temporal's history and shown in its UI as plain text. Errors of libraries may quote rows or
 * arguments, so only their name and code are passed on; our own log has the full error.
 */
export function withSafeFailures<A extends Record<string, (...args: never[]) => Promise<unknown>>>(
  activities: A,
  logger?: Pick<Logger, 'warn'>,
): A {
  const safe = Object.entries(activities).map(([name, run]) => [
    name,
    async (...args: never[]) => {
      try {
        return await run(...args);
      } catch (error) {
        if (error instanceof TemporalFailure) throw error;
        logger?.warn({ err: error, activity: name, ...whichAttempt() }, 'an activity failed');
        throw new Error(describe(error));
      }
    },
  ]);
  return Object.fromEntries(safe) as A;
}

/**
 * The fields by which the log line is found: order, attempt, trace. Without a context (tests) it is called directly.
 */
function whichAttempt(): { orderId?: string; attempt?: number; traceId?: string } {
  const info = (asyncLocalStorage.getStore() as Context | undefined)?.info;
  if (!info) return {};
  const { attempt, workflowType, workflowExecution } = info;
  const trace = traceId();
  return {
    ...(workflowType === ORDER_WORKFLOW && workflowExecution
      ? { orderId: orderIdOf(workflowExecution.workflowId) }
      : {}),
    attempt,
    ...(trace ? { traceId: trace } : {}),
  };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  // Our own errors contain ids and codes only.
  if (error.constructor === Error) return error.message;
  const { code } = error as { code?: unknown };
  const postgres = /\b(?:Code: `?|code: ?["'`]?)([0-9A-Z]{5})\b/.exec(error.message)?.[1];
  // The driver's own errors are called just that.
  const name = error.name === 'error' ? 'DatabaseError' : error.name;
  return [name, code, postgres].filter((part) => typeof part === 'string').join(' ');
}
