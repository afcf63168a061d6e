import type { RequestHandler } from 'express';
import type { Endpoint } from '#contracts/endpoint.ts';
import { API_PREFIX } from '#contracts/http.ts';
import { Refused } from '../refused.ts';

/** Reached when no endpoint matched: 405 for a path that exists with another method, else 404. */
export function answerUnknown(rows: readonly Pick<Endpoint, 'method' | 'path'>[]): RequestHandler {
  const known = rows.map(({ method, path }) => ({
    method,
    pattern: new RegExp(`^${API_PREFIX}${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}/?$`, 'i'),
  }));
  return (req) => {
    const methods = [
      ...new Set(known.filter(({ pattern }) => pattern.test(req.path)).map(({ method }) => method)),
    ];
    if (methods.length === 0) throw new Refused('NotFound');
    throw new Refused('MethodNotAllowed', { headers: { allow: methods.join(', ') } });
  };
}
