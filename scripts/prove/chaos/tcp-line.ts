import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a line breaks: at once, with everybody told (`reset`), or in silence, told only when it is over (`silent`). */
export type Break = 'reset' | 'silent';

export interface TcpLine {
  port: number;
  /** Nothing gets through for so long; then every connection of before is gone. False when nobody used the line. */
  cut(how: Break, ms: number): Promise<boolean>;
  /** The next COMMIT reaches PostgreSQL, and its answer nobody: true when one came in time. */
  loseCommit(withinMs: number): Promise<boolean>;
  close(): Promise<void>;
}

/** What a commit looks like on the wire when its text is sent: with a name in front when it is prepared. */
const COMMIT = /([a-z0-9_]*)\0?COMMIT\0/;

interface Pair {
  client: net.Socket;
  server: net.Socket;
  deaf: boolean;
  /** The name of this connection's prepared COMMIT: from the second one on only that is sent. */
  prepared: Buffer | null;
}

/** Whether a program commits with these bytes. */
function commits(pair: Pair, bytes: Buffer): boolean {
  if (pair.prepared && bytes.includes(pair.prepared)) return true;
  if (!bytes.includes('COMMIT')) return false;
  const found = COMMIT.exec(bytes.toString('latin1'));
  if (found?.[1]) pair.prepared = Buffer.from(`\0${found[1]}\0`);
  return found !== null;
}

/** A loopback line to a server that can be cut. What reads and writes through it is none of its business. */
export async function openLine(targetPort: number): Promise<TcpLine> {
  const pairs = new Set<Pair>();
  let state: 'up' | Break = 'up';
  let onCommit: ((pair: Pair) => void) | null = null;
  let attempts = 0;

  const listener = net.createServer({ noDelay: true }, (client) => {
    attempts += 1;
    if (state === 'reset') return void client.resetAndDestroy();
    const server = net.connect({ port: targetPort, host: '127.0.0.1', noDelay: true });
    const pair: Pair = { client, server, deaf: false, prepared: null };
    pairs.add(pair);
    const gone = () => {
      pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) socket.on('error', gone).on('close', gone);
    if (state === 'silent') freeze(pair);
    client.on('data', (bytes) => {
      // Read always: the name is said once in a connection's life.
      const lost = commits(pair, bytes) && onCommit !== null;
      pair.deaf ||= lost;
      if (!server.write(bytes)) client.pause();
      if (lost) onCommit?.(pair);
    });
    server.on('data', (bytes) => {
      if (!pair.deaf && !client.write(bytes)) server.pause();
    });
    client.on('drain', () => state !== 'silent' && server.resume());
    server.on('drain', () => state !== 'silent' && client.resume());
  });
  await new Promise<void>((ready) => listener.listen(0, '127.0.0.1', ready));

  const freeze = ({ client, server }: Pair) => {
    client.pause();
    server.pause();
  };
  const drop = (pair: Pair) => {
    pair.client.resetAndDestroy();
    pair.server.destroy();
  };
  return {
    port: (listener.address() as net.AddressInfo).port,
    async cut(how, ms) {
      const cutOff = pairs.size > 0;
      const before = attempts;
      state = how;
      for (const pair of pairs)
        if (how === 'reset') drop(pair);
        else freeze(pair);
      await sleep(ms);
      for (const pair of pairs) drop(pair);
      state = 'up';
      return cutOff || attempts > before;
    },
    async loseCommit(withinMs) {
      const pair = await new Promise<Pair | null>((resolve) => {
        const timer = setTimeout(() => resolve(null), withinMs);
        onCommit = (found) => {
          clearTimeout(timer);
          onCommit = null;
          resolve(found);
        };
      });
      onCommit = null;
      if (!pair) return false;
      // Long enough for the commit itself.
      await sleep(150);
      drop(pair);
      return true;
    },
    async close() {
      for (const pair of pairs) drop(pair);
      await new Promise((closed) => listener.close(closed));
    },
  };
}
