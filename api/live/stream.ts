import type { RequestHandler } from 'express';
import { Refused } from '#api/http/refused.ts';
import type { Deps } from '../deps.ts';

/** GET /api/v1/stream: changes as server-sent events. */
export const stream =
  (deps: Deps): RequestHandler =>
  async (req, res) => {
    if (deps.stopping()) throw new Refused('Unavailable');
    const reader = await deps.login.whoAsks(req, res);
    const session = reader && (await deps.login.sessionOf(req));
    if (!session) throw new Refused('NotSignedIn');
    await deps.live.join({ req, res, reader, session });
  };
