import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError } from 'better-auth/api';
import { fromNodeHeaders } from 'better-auth/node';
import { bearer, phoneNumber } from 'better-auth/plugins';
import type { Request, Response } from 'express';
import type { Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import type { Database } from '#platform/database.ts';
import { type ApiEnv, secretOf } from '#platform/env.ts';
import { emailOfHash, findByPhone } from '#platform/personal.ts';
import { deriveKey, everySecret } from '#platform/proof.ts';
import { ensurePerson } from './ensure-person.ts';
import { hashOfPhone, moveCode } from './hash-of-phone.ts';
import { bearerOf, cookieOf, knownSession, signedToken } from './known-session.ts';
import type { SendCode } from './send-code.ts';
import { signAnew } from './sign-anew.ts';

export interface Login {
  sendCode: (phone: string) => Promise<void>;
  signIn: (input: {
    phone: string;
    code: string;
    name?: string | undefined;
    req: Request;
    res: Response;
  }) => Promise<{
    token: string;
    reader: Reader;
  }>;
  /** `orderId`: the order that the call names, to be read with the session. */
  whoAsks: (req: Request, res: Response, orderId?: string) => Promise<Reader | null>;
  /** The token of the session of who asks, for what lasts longer than a call. */
  sessionOf: (req: Request) => Promise<string | null>;
  signOut: (req: Request, res: Response) => Promise<void>;
}

/**
 * Log-in by a one-time code. better-auth keeps codes, attempts and sessions; it never sees a phone number, only its
 * HMAC, and its user has the id of our person.
 */
export function createLogin(input: { env: ApiEnv; database: Database; send: SendCode }): Login {
  const { env, database, send } = input;
  /** What one call knows and better-auth must not store: the number to send to, the person it belongs to. */
  const asking = new AsyncLocalStorage<{ phone: string; personId: string }>();
  const secret = secretOf(env);
  const secrets = everySecret(secret).map((one) => deriveKey(one, 'session').toString('base64url'));
  const isHttps = env.PUBLIC_URL?.startsWith('https:') ?? false;
  const cookieName = `${isHttps ? '__Secure-' : ''}anjia.session_token`;
  const auth = betterAuth({
    appName: 'Anjia',
    baseURL: env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT}`,
    secret: secrets[0]!,
    database: prismaAdapter(database, { provider: 'postgresql' }),
    // Only our own endpoints call it, and they check the Origin and the rates of people and addresses themselves.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    session: { expiresIn: 30 * 24 * 3600, updateAge: 24 * 3600 },
    advanced: {
      cookiePrefix: 'anjia',
      useSecureCookies: isHttps,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      database: {
        generateId: ({ model }) => (model === 'user' && asking.getStore()?.personId) || randomUUID(),
      },
    },
    plugins: [
      bearer({ requireSignature: true }),
      phoneNumber({
        otpLength: 6,
        expiresIn: 300,
        allowedAttempts: 5,
        sendOTP: ({ code }) => send({ phone: asking.getStore()!.phone, code, kind: 'login' }),
        signUpOnVerification: {
          getTempEmail: emailOfHash,
          getTempName: () => 'person',
        },
      }),
    ],
  });

  return {
    async sendCode(phone) {
      const hash = await hashOfPhone({ database, secret, phone });
      await asking.run({ phone, personId: '' }, () =>
        auth.api.sendPhoneNumberOTP({ body: { phoneNumber: hash } }),
      );
      await moveCode({ database, secret, phone, from: hash });
    },
    async signIn({ phone, code, name, req, res }) {
      const hash = await hashOfPhone({ database, secret, phone });
      const known = await findByPhone(database, secret, phone);
      const personId = known?.personId ?? randomUUID();
      const { headers, response } = await asking.run({ phone, personId }, () =>
        auth.api
          .verifyPhoneNumber({
            body: { phoneNumber: hash, code },
            headers: fromNodeHeaders(req.headers),
            returnHeaders: true,
          })
          .catch(async (error: unknown) => {
            // Renewed while we asked: the code is used up, and nothing else has happened.
            if ((await hashOfPhone({ database, secret, phone })) !== hash) throw new Refused('WrongCode');
            return refuseCode(error);
          }),
      );
      const userId = response.user?.id ?? personId;
      const reader = await ensurePerson({
        database,
        secret,
        personId: userId,
        phone,
        name,
      });
      passCookies(headers, res);
      return { token: headers.get('set-auth-token') ?? '', reader };
    },
    async whoAsks(req, res, orderId) {
      if (!req.headers.cookie && !req.headers.authorization) return null;
      const known = await knownSession({ database, secrets, cookieName, req, orderId });
      if (known) return known;
      const { headers, response } = await auth.api
        .getSession({ headers: signAnew({ req, secrets, cookieName }), returnHeaders: true })
        .catch(sayAway);
      if (!response) return null;
      passCookies(headers, res);
      const person = await database.models.person.findUnique({ where: { id: response.user.id } });
      if (!person?.active) return null;
      return { id: person.id, role: person.role, city: person.city, locale: person.locale } as Reader;
    },
    async sessionOf(req) {
      const given = bearerOf(req) ?? cookieOf(req, cookieName);
      const token = given && signedToken(given, secrets);
      if (token) return token;
      const headers = signAnew({ req, secrets, cookieName });
      return (await auth.api.getSession({ headers }).catch(sayAway))?.session.token ?? null;
    },
    async signOut(req, res) {
      const { headers } = await auth.api.signOut({
        headers: signAnew({ req, secrets, cookieName }),
        returnHeaders: true,
      });
      passCookies(headers, res);
    },
  };
}

function passCookies(headers: Headers | null | undefined, res: Response): void {
  const cookies = headers?.getSetCookie() ?? [];
  if (cookies.length > 0) res.setHeader('set-cookie', cookies);
}

/** better-auth wraps what the database said: who cannot be looked up now may be in a moment. */
function sayAway(error: unknown): never {
  if (error instanceof APIError && error.statusCode >= 500) throw new Refused('Unavailable');
  throw error;
}

function refuseCode(error: unknown): never {
  if (!(error instanceof APIError) || error.statusCode >= 500) return sayAway(error);
  throw error.statusCode === 403 ? new Refused('TooManyRequests') : new Refused('WrongCode');
}
