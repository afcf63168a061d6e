import { asyncLocalStorage, type Context } from '@temporalio/activity';
import { TemporalFailure } from '@temporalio/common';
import { ORDER_WORKFLOW, orderIdOf } from '#contracts/names.ts';
import type { Logger } from '#platform/logger.ts';
import { traceId } from '#platform/tracing/trace-id.ts';

/**
 * A failure travels into Temporal's history and its UI, in clear. Errors of libraries may quote the row or the
 * arguments at hand, so only their name and code go there; the whole of it goes to our own log.
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

/** By what the line is found: the order, the attempt, the trace. Without a context it is called directly, as tests do. */
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
  // Our own errors name ids and codes only.
  if (error.constructor === Error) return error.message;
  const { code } = error as { code?: unknown };
  const postgres = /\b(?:Code: `?|code: ?["'`]?)([0-9A-Z]{5})\b/.exec(error.message)?.[1];
  // The driver's own errors are called just that.
  const name = error.name === 'error' ? 'DatabaseError' : error.name;
  return [name, code, postgres].filter((part) => typeof part === 'string').join(' ');
}
