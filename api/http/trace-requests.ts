import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { RequestHandler } from 'express';

/**
 * One span for each request, named by the pattern of its route: no address, body, query or ids. A trace id sent by a
 * client is ignored.
 */
export const traceRequests: RequestHandler = (req, res, next) => {
  const span = trace.getTracer('anjia-api').startSpan(req.method, { kind: SpanKind.SERVER });
  res.once('close', () => {
    const path = (req.route as { path?: unknown } | undefined)?.path;
    const route = typeof path === 'string' ? path : 'other';
    span.updateName(`${req.method} ${route}`);
    span.setAttributes({
      'http.request.method': req.method,
      'http.route': route,
      'http.response.status_code': res.statusCode,
    });
    if (res.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
  context.with(trace.setSpan(context.active(), span), next);
};
