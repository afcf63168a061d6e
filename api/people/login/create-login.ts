import { randomUUID } from 'node:crypto';
import { APIError } from 'better-auth/api';
import { fromNodeHeaders } from 'better-auth/node';
import type { Request, Response } from 'express';
import type { Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import type { Database } from '#platform/database.ts';
import { type ApiEnv, secretOf } from '#platform/env.ts';
import { findByPhone } from '#platform/personal.ts';
import { ensurePerson } from './ensure-person.ts';
import { goodCode } from './good-code.ts';
import { hashOfPhone, moveCode } from './hash-of-phone.ts';
import { bearerOf, cookieOf, knownSession, signedToken } from './known-session.ts';
import { openAuth } from './open-auth.ts';
import type { SendCode } from './send-code.ts';
import { signAnew } from './sign-anew.ts';

export interface Login {
  /** While a code of this phone is good, the same one is sent again: whoever has received it can use it. */
  sendCode: (phone: string) => Promise<void>;
  /** Stands for the code that is good now; the same for each sending of it. */
  codeIdOf: (phone: string) => Promise<string>;
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
  /** The session token of the caller, for things that last longer than a call. */
  sessionOf: (req: Request) => Promise<string | null>;
  signOut: (req: Request, res: Response) => Promise<void>;
}

/** A code that ends sooner is replaced by a new one. */
const STILL_USEFUL_MS = 120_000;

/**
 * Log-in by a one-time code. better-auth keeps codes, attempts and sessions; it never sees a phone number, only its
 * HMAC, and its user has the id of our person.
 */
export function createLogin(input: { env: ApiEnv; database: Database; send: SendCode }): Login {
  const { env, database } = input;
  const secret = secretOf(env);
  const { auth, asking, secrets, cookieName } = openAuth(input);

  return {
    async sendCode(phone) {
      const hash = await hashOfPhone({ database, secret, phone });
      const good = await goodCode({ database, hash, forMs: STILL_USEFUL_MS });
      if (good) return input.send({ phone, code: good.code, kind: 'login' });
      await asking.run({ phone, personId: '' }, () =>
        auth.api.sendPhoneNumberOTP({ body: { phoneNumber: hash } }),
      );
      await moveCode({ database, secret, phone, from: hash });
    },
    async codeIdOf(phone) {
      const hash = await hashOfPhone({ database, secret, phone });
      return String((await goodCode({ database, hash }))?.expiresAt.getTime() ?? '');
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
            // Renewed meanwhile: the code is used up, and nothing else has happened.
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

/** better-auth wraps database errors: a session that cannot be checked now may be valid in a moment. */
function sayAway(error: unknown): never {
  if (error instanceof APIError && error.statusCode >= 500) throw new Refused('Unavailable');
  throw error;
}

function refuseCode(error: unknown): never {
  if (!(error instanceof APIError) || error.statusCode >= 500) return sayAway(error);
  throw error.statusCode === 403 ? new Refused('TooManyRequests') : new Refused('WrongCode');
}
