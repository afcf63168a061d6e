import type { RequestHandler } from 'express';
import rateLimit, { ipKeyGenerator } from 'express-rate-limit';
import type { ApiEnv } from '#platform/env.ts';
import { isLoopback } from '../is-loopback.ts';
import { sendProblem } from '../problem.ts';

/**
 * How often one address may call this process, whatever it asks for. The simulator on a development machine is not
 * limited. Log-in codes have limits of their own (api/people/login/code-limits.ts).
 */
export const limitRates = (env: Pick<ApiEnv, 'ANJIA_MODE'>): RequestHandler =>
  rateLimit({
    windowMs: 60_000,
    limit: 600,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (req) => ipKeyGenerator(req.ip ?? 'unknown'),
    skip: (req) => env.ANJIA_MODE === 'development' && isLoopback(req.socket.remoteAddress),
    handler: (req, res) => sendProblem(req, res, 'TooManyRequests'),
  });
