import type { Request } from 'express';
import { traceId } from '#platform/tracing/trace-id.ts';

/**
 * By what the lines about a request are found: its own id, that of its order, its trace; ids only. The order stands in
 * the path, not in the parameters: those are gone when an error is answered.
 */
export function nameRequest(req: Request): { reqId: unknown; orderId?: string; traceId?: string } {
  const orderId = /\/orders\/([A-Z0-9-]{1,40})(?=[/?]|$)/.exec(req.originalUrl)?.[1];
  const trace = traceId();
  return { reqId: req.id, ...(orderId ? { orderId } : {}), ...(trace ? { traceId: trace } : {}) };
}
