import type { Request } from 'express';
import { traceId } from '#platform/tracing/trace-id.ts';

/**
 * The ids by which log lines of a request are found: the request's, the order's, the trace's. The order's id is read
 * from the path, because the parameters are gone when an error is handled.
 */
export function nameRequest(req: Request): { reqId: unknown; orderId?: string; traceId?: string } {
  const orderId = /\/orders\/([A-Z0-9-]{1,40})(?=[/?]|$)/.exec(req.originalUrl)?.[1];
  const trace = traceId();
  return { reqId: req.id, ...(orderId ? { orderId } : {}), ...(trace ? { traceId: trace } : {}) };
}
