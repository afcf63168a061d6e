import type { ErrorRequestHandler, Request } from 'express';
import type { ErrorCode } from '#contracts/errors.ts';
import type { Logger } from '#platform/logger.ts';
import { TransactionTooLong } from '#platform/transactions.ts';
import { nameRequest } from '../name-request.ts';
import { sendProblem } from '../problem.ts';
import { Refused } from '../refused.ts';

/** Turns every error into a problem document; only our own defects are logged as errors. */
export const answerFaults =
  (logger: Logger): ErrorRequestHandler =>
  (error, req, res, _next) => {
    if (error instanceof Refused) return sendProblem(req, res, error.code, error.more);
    const code = codeOf(error);
    const line = { err: error, ...nameRequest(req), route: routeOf(req) };
    if (code === 'Internal') logger.error(line, 'an endpoint failed');
    else if (code === 'Unavailable') logger.warn(line, 'a dependency is unavailable');
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

/** PostgreSQL or Temporal is restarting, or overloaded: the same call will succeed in a moment. */
function isAway(error: unknown, code: string | undefined, name: string | undefined): boolean {
  if (name === 'PrismaClientInitializationError' || error instanceof TransactionTooLong) return true;
  if (code && (AWAY_CODES.has(code) || AWAY_STATES.test(code))) return true;
  if (!(error instanceof Error)) return false;
  // A driver error without a severity does not come from PostgreSQL but from the connection to it.
  const isDriver = /node_modules[\\/](pg|pg-pool|@prisma[\\/]adapter-pg)[\\/]/.test(error.stack ?? '');
  if (isDriver && !('severity' in error) && !code?.startsWith('P2')) return true;
  return AWAY_WORDS.test(`${error.message} ${String(error.cause ?? '')}`);
}

// Prisma: unreachable, timed out, closed, no transaction available, write conflict. Node: no connection.
const AWAY_CODES = new Set(
  'P1001 P1002 P1008 P1017 P2024 P2028 P2034 P2037 ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT'.split(' '),
);
/** SQL states: shutting down or starting (57P), connection (08), too many connections, retry (40). */
const AWAY_STATES = /^(57P0[1-4]|08\w{3}|53300|40001|40P01|55P03|25P03)$/;
/** For errors that lost their code: Prisma puts the driver's message into its text. */
const AWAY_WORDS =
  /\b(57P0[1-4]|08(000|001|003|006)|53300|40001|40P01|55P03|25P03)\b|Connection terminated|Can't reach database|closed the connection|not queryable|ECONNREFUSED|ECONNRESET|DatabaseNotReachable|ConnectionClosed|SocketTimeout|terminating connection|starting up|shutting down/i;
