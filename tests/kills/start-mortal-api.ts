import { type ChildProcess, spawn } from 'node:child_process';
import { inProject } from '#scripts/setup/places.mjs';
import { anyPort } from '#scripts/start/ports.mjs';
import type { ApiCrashPoint, AtCrashPoint } from './api-crash-points.ts';

export interface Heard {
  status: number;
  text: string;
}
export interface MortalApi {
  call(input: {
    path: string;
    body: object;
    token?: string;
    key?: string;
    crashPoint?: ApiCrashPoint;
  }): Promise<Heard>;
  /** Resolves when the call with this key stands at its crash point. */
  reached(key: string): Promise<AtCrashPoint>;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
}

/** The real api/main.ts as a process of its own, which can be stopped at a crash point and killed there. */
export async function startMortalApi(env: Record<string, string>): Promise<MortalApi> {
  const port = await anyPort();
  let log = '';
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', 'tsx', '--import', './tests/kills/api-crash-points.ts', 'api/main.ts'],
    {
      cwd: inProject('.'),
      env: {
        PATH: process.env.PATH,
        ANJIA_MODE: 'development',
        HOST: '127.0.0.1',
        PORT: String(port),
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (log += chunk));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stopped = new Map<string, AtCrashPoint>();
  await new Promise<void>((resolve, reject) => {
    child.on('message', (message: 'ready' | AtCrashPoint) => {
      if (message === 'ready') resolve();
      else stopped.set(message.key, message);
    });
    child.once('exit', () => reject(new Error(`The API ended too early:\n${log}`)));
  });
  return {
    async call({ path, body, token, key, crashPoint }) {
      const reply = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
        method: 'POST',
        headers: {
          ...{ 'content-type': 'application/json', 'accept-encoding': 'identity' },
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(key ? { 'idempotency-key': key } : {}),
          ...(crashPoint ? { 'x-crash-point': crashPoint } : {}),
        },
        body: JSON.stringify(body),
      });
      return { status: reply.status, text: await reply.text() };
    },
    async reached(key) {
      for (let tries = 0; tries < 600; tries += 1) {
        const at = stopped.get(key);
        if (at) return at;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`Not stopped anywhere: ${key}\n${log.slice(-3_000)}`);
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
