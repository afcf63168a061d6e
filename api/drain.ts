import type { Server } from 'node:http';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestHandler } from 'express';

/** Longer than the longest answer and the longest rest of an open connection. */
const DRAIN_MS = 15_000;

/** While the process stops, each answer is the last on its connection: the next call goes to the next process. */
export const lastAnswer =
  (stopping: () => boolean): RequestHandler =>
  (_req, res, next) => {
    if (stopping()) res.setHeader('connection', 'close');
    next();
  };

/**
 * Takes no new connection any more and answers what comes on the open ones. A resting connection is not cut: its
 * browser may be sending at this very moment. It ends with its next answer, or when its rest is over (5 s).
 */
export async function drain(server: Server, noticeMs: number): Promise<void> {
  await sleep(noticeMs);
  // Not http's own close: that cuts resting connections.
  const closed = new Promise<void>((done) => net.Server.prototype.close.call(server, () => done()));
  const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(late);
}
