import { createHmac } from 'node:crypto';
import { fromNodeHeaders } from 'better-auth/node';
import type { Request } from 'express';
import { bearerOf, cookieOf, signedToken } from './known-session.ts';

/**
 * The headers for better-auth, which knows only the newest secret: a session that was signed with an older one is
 * passed on with a new signature, so that changing the secret signs nobody out.
 */
export function signAnew(input: { req: Request; secrets: readonly string[]; cookieName: string }): Headers {
  const { req, secrets, cookieName } = input;
  const headers = fromNodeHeaders(req.headers);
  const [newest = '', ...before] = secrets;
  const bearer = bearerOf(req);
  const given = bearer ?? cookieOf(req, cookieName);
  const token = given && before.length > 0 ? signedToken(given, before) : null;
  if (!given || !token) return headers;
  const signature = createHmac('sha256', newest).update(token).digest('base64');
  const anew = encodeURIComponent(`${token}.${signature}`);
  if (bearer) headers.set('authorization', `Bearer ${anew}`);
  else
    headers.set(
      'cookie',
      (req.headers.cookie ?? '').replace(`${cookieName}=${given}`, `${cookieName}=${anew}`),
    );
  return headers;
}
