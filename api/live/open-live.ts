import { createSession, type Session } from 'better-sse';
import type { Request, Response } from 'express';
import { Client } from 'pg';
import type { StreamEvent } from '#contracts/http.ts';
import { ORDER_CHANNEL } from '#contracts/names.ts';
import type { Database } from '#platform/database.ts';
import type { Logger } from '#platform/logger.ts';
import { isStaff, type Reader } from '../reader.ts';

export interface Live {
  join: (req: Request, res: Response, reader: Reader) => Promise<void>;
  close: () => Promise<void>;
}
interface Listener {
  session: Session;
  reader: Reader;
  res: Response;
}

/**
 * Live screens: PostgreSQL notifies, readers hear of the orders they may see. Only ids and versions travel; whoever
 * needs more reads it. A connection of its own, because LISTEN belongs to one connection.
 */
export function openLive(input: { url: string; database: Database; logger: Logger }): Live {
  const { url, database, logger } = input;
  const listeners = new Set<Listener>();
  let closed = false;
  let connection: Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let everConnected = false;

  const tell = (listener: Listener, event: StreamEvent): void => {
    if (listener.session.isConnected) listener.session.push(event, event.type);
  };

  async function hear(payload: string): Promise<void> {
    if (payload.startsWith('inbox:')) {
      const personId = payload.slice('inbox:'.length);
      for (const listener of listeners)
        if (listener.reader.id === personId) tell(listener, { type: 'inbox' });
      return;
    }
    const [orderId = '', version, people] = payload.split(':');
    const event: StreamEvent = { type: 'order', orderId, version: Number(version) };
    const others = [...listeners].filter((listener) => !isStaff(listener.reader));
    const audience =
      people !== undefined || others.length === 0
        ? new Set(people?.split(','))
        : await audienceOf({ database, orderId, readers: others.map((l) => l.reader) });
    for (const listener of listeners) {
      if (isStaff(listener.reader) || audience.has(listener.reader.id)) tell(listener, event);
    }
  }

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
    client.on('notification', ({ payload }) => {
      hear(payload ?? '').catch((error: unknown) => logger.warn({ err: error }, 'a live event was not told'));
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${ORDER_CHANNEL}`);
      if (closed) return void (await client.end());
      connection = client;
      // What happened while nobody listened is unknown: everyone reads again.
      if (everConnected) for (const listener of listeners) tell(listener, { type: 'resync' });
      everConnected = true;
    } catch {
      lose();
    }
  }

  void connect();
  return {
    async join(req, res, reader) {
      const session = await createSession(req, res, {
        keepAlive: 15_000,
        retry: 2_000,
        headers: { 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
      });
      const listener = { session, reader, res };
      listeners.add(listener);
      session.once('disconnected', () => listeners.delete(listener));
      // A browser that comes back has missed something.
      if (req.headers['last-event-id']) tell(listener, { type: 'resync' });
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      // Not only the answer ends: on the same connection the browser would come back to us.
      for (const { res } of listeners) res.end(() => res.socket?.destroy());
      listeners.clear();
      await connection?.end().catch(() => undefined);
    },
  };
}

/** For a version that does not say who may hear of it, as a transition's does (activities/transition.ts). */
async function audienceOf(input: {
  database: Database;
  orderId: string;
  readers: Reader[];
}): Promise<Set<string>> {
  const [order] = await input.database.$queryRaw<{ customerId: string; helperIds: (string | null)[] }[]>`
    SELECT customer_id AS "customerId", helper_id || ARRAY(SELECT helper_id FROM candidate WHERE order_id = o.id)
      || ARRAY(SELECT helper_id FROM agreement WHERE order_id = o.id) AS "helperIds"
    FROM "order" o WHERE id = ${input.orderId}`;
  if (!order) return new Set();
  return new Set(
    input.readers
      .filter((reader) =>
        reader.role === 'customer' ? reader.id === order.customerId : order.helperIds.includes(reader.id),
      )
      .map((reader) => reader.id),
  );
}
