import type { ErrorRequestHandler, Request } from 'express';
import type { ErrorCode } from '#contracts/errors.ts';
import type { Logger } from '#platform/logger.ts';
import { sendProblem } from '../problem.ts';
import { Refused } from '../refused.ts';

/** Every error that reaches the door becomes a problem document; only our own faults are logged as errors. */
export const answerFaults =
  (logger: Logger): ErrorRequestHandler =>
  (error, req, res, _next) => {
    if (error instanceof Refused) return sendProblem(req, res, error.code, error.more);
    const code = codeOf(error);
    if (code === 'Internal')
      logger.error({ err: error, requestId: req.id, route: routeOf(req) }, 'an endpoint failed');
    else if (code === 'Unavailable')
      logger.warn({ err: error, requestId: req.id, route: routeOf(req) }, 'a part of us is away');
    sendProblem(req, res, code, code === 'InvalidInput' ? { fields: [{ path: '', message: 'JSON' }] } : {});
  };

const routeOf = (req: Request): string => `${req.method} ${req.path}`;

function codeOf(error: unknown): ErrorCode {
  const { status, type, code, name } = error as {
    status?: number;
    type?: string;
    code?: string;
    name?: string;
  };
  if (status === 413) return 'TooLarge';
  if (status === 415) return 'UnsupportedMedia';
  if (error instanceof URIError) return 'NotFound';
  if (typeof status === 'number' && status >= 400 && status < 500)
    return status === 404 ? 'NotFound' : 'InvalidInput';
  if (type?.startsWith('entity.')) return 'InvalidInput';
  if (isAway(error, code, name)) return 'Unavailable';
  return 'Internal';
}

/** PostgreSQL or Temporal is restarting, or too busy: the same call will work in a moment. */
function isAway(error: unknown, code: string | undefined, name: string | undefined): boolean {
  if (name === 'PrismaClientInitializationError') return true;
  const codes = [
    'P1001',
    'P1002',
    'P1008',
    'P1017',
    'P2024',
    'P2028',
    'P2034',
    'P2037',
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
  ];
  if (code && codes.includes(code)) return true;
  // Class 08: connection; 57P: the server is shutting down or starting; 53: too many connections; 40: serialization.
  const text =
    error instanceof Error ? `${error.message} ${String((error as { cause?: unknown }).cause ?? '')}` : '';
  return /\b(57P0[123]|08(000|001|003|006)|53300|40001|40P01)\b|Connection terminated|ECONNREFUSED|ECONNRESET|DatabaseNotReachable|Can't reach database|closed the connection|ConnectionClosed|SocketTimeout|timeout exceeded when trying to connect|terminating connection|starting up|shutting down/i.test(
    text,
  );
}
