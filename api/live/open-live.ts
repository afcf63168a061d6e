import { createSession, type Session } from 'better-sse';
import type { Request, Response } from 'express';
import { Client } from 'pg';
import type { Reader } from '#api/http/reader.ts';
import type { StreamEvent } from '#contracts/http.ts';
import { ORDER_CHANNEL, SESSION_CHANNEL } from '#contracts/names.ts';
import type { Database } from '#platform/database.ts';
import type { Logger } from '#platform/logger.ts';
import { livingSessions } from './living-sessions.ts';
import { passOn } from './pass-on.ts';

export interface Live {
  /** `session`: the token with which the reader is signed in. */
  join: (listening: { req: Request; res: Response; reader: Reader; session: string }) => Promise<void>;
  close: () => Promise<void>;
}
interface Listener {
  stream: Session;
  reader: Reader;
  session: string;
  res: Response;
}

/** Sessions also run out by themselves. */
const LOOK_MS = 60_000;
/** A browser has one stream; no person has this many tabs and devices. */
const STREAMS_OF_ONE = 10;
/** A client that does not read would fill our memory. */
const MOST_UNREAD_BYTES = 64 * 1024;
/**
 * A client whose stream was replaced by another one reconnects after this time; otherwise the two would replace each
 * other for ever.
 */
const CROWDED_OUT = 'retry: 60000\n\n';

/**
 * Live screens: PostgreSQL notifies, readers get events of the orders they may see. Events contain only ids and
 * versions; the screen then reads the rest. It uses a connection of its own, because LISTEN belongs to one connection.
 * A stream lasts as long as the session it was opened with.
 */
export function openLive(input: { url: string; database: Database; logger: Logger; lookMs?: number }): Live {
  const { url, database, logger, lookMs = LOOK_MS } = input;
  const listeners = new Set<Listener>();
  let closed = false;
  let connection: Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let everConnected = false;

  const tell = (listener: Listener, event: StreamEvent): void => {
    if (listener.res.writableLength > MOST_UNREAD_BYTES) drop(listener);
    else if (listener.stream.isConnected) listener.stream.push(event, event.type);
  };
  const drop = (listener: Listener): void => {
    listeners.delete(listener);
    listener.res.destroy();
  };

  async function look(): Promise<void> {
    if (listeners.size === 0) return;
    const seen = [...listeners];
    const living = await livingSessions(database, [...new Set(seen.map(({ session }) => session))]);
    for (const listener of seen) if (!living.has(listener.session)) drop(listener);
  }
  // A session that cannot be checked now is checked in a minute.
  const lookNow = () =>
    void look().catch((error: unknown) => logger.warn({ err: error }, 'streams were not looked at'));
  const looking = setInterval(lookNow, lookMs).unref();

  async function connect(): Promise<void> {
    if (closed) return;
    const client = new Client({
      connectionString: url,
      keepAlive: true,
      application_name: 'anjia-live',
      connectionTimeoutMillis: 5_000,
    });
    let lost = false;
    const lose = () => {
      if (lost) return;
      lost = true;
      client.removeAllListeners('notification');
      client.end().catch(() => undefined);
      if (!closed) retry = setTimeout(() => void connect(), 1_000);
    };
    client.on('error', lose);
    client.on('end', lose);
    client.on('notification', ({ channel, payload }) => {
      if (channel === SESSION_CHANNEL) return lookNow();
      passOn({ payload: payload ?? '', database, listeners, tell }).catch((error: unknown) =>
        logger.warn({ err: error }, 'a live event could not be sent'),
      );
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${ORDER_CHANNEL}`);
      await client.query(`LISTEN ${SESSION_CHANNEL}`);
      if (closed) return void (await client.end());
      connection = client;
      // Events during the interruption are unknown: all screens reload.
      if (everConnected) for (const listener of listeners) tell(listener, { type: 'resync' });
      everConnected = true;
    } catch {
      lose();
    }
  }

  void connect();
  return {
    async join({ req, res, reader, session }) {
      const stream = await createSession(req, res, {
        keepAlive: 15_000,
        retry: 2_000,
        headers: { 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
      });
      const listener = { stream, reader, session, res };
      listeners.add(listener);
      const own = [...listeners].filter((one) => one.reader.id === reader.id);
      for (const oldest of own.slice(0, -STREAMS_OF_ONE)) {
        oldest.res.write(CROWDED_OUT);
        listeners.delete(oldest);
        oldest.res.end();
      }
      stream.once('disconnected', () => listeners.delete(listener));
      // A browser that reconnects has missed something.
      if (req.headers['last-event-id']) tell(listener, { type: 'resync' });
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      clearInterval(looking);
      // The connection is closed as well: on the same connection the browser would reconnect to this process.
      for (const { res } of listeners) res.end(() => res.socket?.destroy());
      listeners.clear();
      await connection?.end().catch(() => undefined);
    },
  };
}
