import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import net from 'node:net';
import pg from 'pg';
import type { Stuck, StuckKind } from '#contracts/watch/stuck.ts';
import { anyPort } from '#scripts/start/ports.mjs';
import { aMortalTemporal } from '#tests/kills/a-mortal-temporal.ts';
import { aFixture, SECRET } from '#tests/support/a-fixture.ts';

const OPS_PHONE = '13900000011';

/** The real API and worker as processes over a real Temporal and PostgreSQL, each of which can be taken away. */
export async function aWatchedInstance(input: { bundle: string; env?: Record<string, string> }) {
  const [instance, temporal] = await Promise.all([aFixture({ max: 8 }), aMortalTemporal()]);
  const toDatabase = await aCable(instance.appUrl);
  const owner = new pg.Client({ connectionString: instance.ownerUrl });
  await owner.connect();
  const [port, metricsPort, workerMetricsPort] = await Promise.all([anyPort(), anyPort(), anyPort()]);
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: process.env.PATH,
    ANJIA_MODE: 'development',
    ANJIA_SECRET: SECRET,
    DATABASE_URL: toDatabase.url,
    TEMPORAL_ADDRESS: temporal.address,
    HEARTBEAT_MS: '2000',
    WATCH_MS: '500',
    PUBLIC_URL: url,
    ...input.env,
  };
  const children = new Set<Program>();
  const start = (entry: string, more: Record<string, string>): Program => {
    const program = aProgram(entry, { ...env, ...more });
    children.add(program);
    return program;
  };
  const api = (): Program => start('api/main.ts', { PORT: String(port), METRICS_PORT: String(metricsPort) });
  const worker = (bundle = input.bundle): Program =>
    start('activities/worker.ts', { WORKFLOW_BUNDLE: bundle, METRICS_PORT: String(workerMetricsPort) });

  let token = '';
  async function call(
    method: string,
    path: string,
    body?: object,
    key: string = randomUUID(),
  ): Promise<Response> {
    return fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(30_000),
    });
  }
  const metrics = async (of: number): Promise<string> =>
    (await fetch(`http://127.0.0.1:${of}/metrics`, { signal: AbortSignal.timeout(5_000) })).text();

  return {
    ...instance,
    url,
    temporal,
    toDatabase,
    owner,
    api,
    worker,
    /** As an operator with a session. */
    async signIn(): Promise<void> {
      await call('POST', '/session/code', { phone: OPS_PHONE });
      const sent = await instance.database.models.outbox.findFirstOrThrow({
        where: { to: `+86${OPS_PHONE}` },
        orderBy: { at: 'desc' },
      });
      const answer = await call('POST', '/session', { phone: OPS_PHONE, code: sent.code });
      token = ((await answer.json()) as { token: string }).token;
    },
    call,
    async board(): Promise<Stuck[]> {
      const answer = await call('GET', '/ops/orders');
      if (!answer.ok) throw new Error(`the board says ${answer.status}`);
      return ((await answer.json()) as { stuck: Stuck[] }).stuck;
    },
    /** What the API's metrics say about one kind; with an order: since when it stands still. */
    async counted(kind: StuckKind, orderId?: string): Promise<number> {
      const name = orderId ? 'anjia_stuck_since_timestamp_seconds' : 'anjia_stuck';
      const lines = (await metrics(metricsPort)).split('\n').filter((line) => line.startsWith(`${name}{`));
      const line = lines.find(
        (one) => one.includes(`kind="${kind}"`) && (!orderId || one.includes(`order="${orderId}"`)),
      );
      return line ? Number(line.split(' ').at(-1)) : 0;
    },
    apiMetrics: () => metrics(metricsPort),
    metrics: () => Promise.all([metrics(metricsPort), metrics(workerMetricsPort)]),
    async close(): Promise<void> {
      await Promise.all([...children].map((child) => child.kill()));
      await temporal.close();
      toDatabase.close();
      await owner.end();
      await instance.drop();
    },
  };
}
export type WatchedInstance = Awaited<ReturnType<typeof aWatchedInstance>>;
export type Program = ReturnType<typeof aProgram>;

function aProgram(entry: string, env: NodeJS.ProcessEnv) {
  let log = '';
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', entry], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const over = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await over;
  };
  return {
    log: () => log,
    /** Resolves when the log has the text. */
    async says(text: string): Promise<void> {
      for (const until = Date.now() + 150_000; !log.includes(text); ) {
        if (child.exitCode !== null || Date.now() > until) throw new Error(`never said "${text}":\n${log}`);
        await new Promise((done) => setTimeout(done, 50));
      }
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** A connection to PostgreSQL that can be cut and mended. */
async function aCable(databaseUrl: string) {
  const target = new URL(databaseUrl);
  const through = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  let isCut = false;
  const server = net.createServer((socket) => {
    if (isCut) return void socket.destroy();
    const far = net.connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [socket, far],
      [far, socket],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as net.AddressInfo).port);
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: through.href,
    cut(): void {
      isCut = true;
      drop();
    },
    mend(): void {
      isCut = false;
    },
    close(): void {
      server.close();
      drop();
    },
  };
}
