import type { Server } from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestHandler } from 'express';

/** Longer than the longest answer and the longest keep-alive of an idle connection. */
const DRAIN_MS = 15_000;

/** While the process stops, each answer closes its connection: the next call goes to the next process. */
export const lastAnswer =
  (stopping: () => boolean): RequestHandler =>
  (_req, res, next) => {
    if (stopping()) res.setHeader('connection', 'close');
    next();
  };

/**
 * Accepts no new connections and answers requests on the open ones. An idle connection is not cut: its browser may be
 * sending at this moment. It closes with its next answer, or when its keep-alive ends (5 s).
 */
export async function drain(server: Server, noticeMs: number): Promise<void> {
  await sleep(noticeMs);
  // Not http's own close: that cuts idle connections.
  const closed = new Promise<void>((done) => net.Server.prototype.close.call(server, () => done()));
  const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(late);
}
