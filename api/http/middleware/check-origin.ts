import type { Request } from 'express';
import type { ApiEnv } from '#platform/env.ts';
import { Refused } from '../refused.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A browser also sends its cookie with requests of foreign pages. Those carry their own Origin, and only our pages may
 * change something. Programs send a bearer token and no cookie, so they are not checked.
 */
export function checkOrigin(req: Request, env: Pick<ApiEnv, 'PUBLIC_URL'>): void {
  if (SAFE.has(req.method) || !req.headers.cookie) return;
  const origin = req.headers.origin;
  if (origin !== undefined && !isOwn(req, origin, env)) throw new Refused('NotAllowed', { detail: 'origin' });
  if (req.headers['sec-fetch-site'] === 'cross-site') throw new Refused('NotAllowed', { detail: 'origin' });
  // A plain HTML form cannot send JSON, so without it an old browser's form is refused as well.
  if (req.method !== 'DELETE' && !req.is('application/json')) throw new Refused('UnsupportedMedia');
}

function isOwn(req: Request, origin: string, env: Pick<ApiEnv, 'PUBLIC_URL'>): boolean {
  if (!URL.canParse(origin)) return false;
  if (env.PUBLIC_URL && origin === new URL(env.PUBLIC_URL).origin) return true;
  return new URL(origin).host === req.headers.host;
}
