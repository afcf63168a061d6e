import type { Request, RequestHandler } from 'express';
import rateLimit, { ipKeyGenerator } from 'express-rate-limit';
import { toE164 } from '#contracts/typed/phone.ts';
import type { ApiEnv } from '#platform/env.ts';
import { sendProblem } from '../problem.ts';

const MINUTE = 60_000;

export interface Rates {
  everyone: RequestHandler;
  /** Sending a code costs money and disturbs people: few per phone, some per address. */
  sendCode: RequestHandler[];
  /** Limits guesses of a code. */
  signIn: RequestHandler[];
}

/** How often one address or one phone may call. The simulator on a development machine is not limited. */
export function limitRates(env: Pick<ApiEnv, 'ANJIA_MODE'>): Rates {
  const limit = (windowMs: number, max: number, keyOf: (req: Request) => string): RequestHandler =>
    rateLimit({
      windowMs,
      limit: max,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      keyGenerator: keyOf,
      skip: (req) => env.ANJIA_MODE === 'development' && isLoopback(req),
      handler: (req, res) => sendProblem(req, res, 'TooManyRequests'),
    });
  const address = (req: Request) => ipKeyGenerator(req.ip ?? 'unknown');
  const phone = (req: Request) => {
    const given: unknown = (req.body as { phone?: unknown } | undefined)?.phone;
    // One number is one key, however it is written.
    return typeof given === 'string' ? toE164(given.slice(0, 60)) : address(req);
  };
  return {
    everyone: limit(MINUTE, 600, address),
    sendCode: [limit(10 * MINUTE, 5, phone), limit(10 * MINUTE, 30, address)],
    signIn: [limit(10 * MINUTE, 10, phone), limit(10 * MINUTE, 60, address)],
  };
}

const isLoopback = (req: Request): boolean =>
  /^(::1|127\.|::ffff:127\.)/.test(req.socket.remoteAddress ?? '');
