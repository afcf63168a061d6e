import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inProject } from '../setup/places.mjs';
import { anyPort } from '../start/ports.mjs';
import { openLine, type TcpLine } from './tcp-line.ts';

export type Program = 'worker' | 'api' | 'postgres' | 'temporal';
export interface HouseState {
  url: string;
  temporalAddress: string;
  databaseUrl: string;
  ownerUrl: string;
  logs: string;
  pids: Record<Program | 'supervisor', number | undefined>;
}
export interface ChaosHouse {
  /** Read anew each time: pids change with every restart. */
  state(): HouseState;
  postgresLine: TcpLine;
  temporalLine: TcpLine;
  stop(): Promise<void>;
}

/** The whole system as `npm start` runs it, on ports of its own, with lines to PostgreSQL and Temporal that can be cut. */
export async function openChaosHouse(
  temporal: 'dev' | 'cluster',
  env: Record<string, string>,
): Promise<ChaosHouse> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-chaos-'));
  const data = path.join(folder, 'data');
  const readyFile = path.join(folder, 'ready.json');
  const ports = {
    web: await anyPort(),
    postgres: await anyPort(),
    temporal: await anyPort(),
    temporalUi: await anyPort(),
  };
  mkdirSync(data);
  // The ports of "last time": so the lines know where they lead.
  writeFileSync(path.join(data, 'ports.json'), JSON.stringify(ports));
  const [postgresLine, temporalLine] = await Promise.all([
    openLine(ports.postgres),
    openLine(ports.temporal),
  ]);
  const args = ['--data', data, '--json-ready', readyFile, '--no-web', '--temporal', temporal];
  const child = spawn(process.execPath, [inProject('scripts/start.mjs'), ...args], {
    cwd: inProject('.'),
    // Settings of this shell must not lead to a real database.
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      START_WORKER_ENTRY: 'scripts/chaos/worker-entry.ts',
      START_API_ENTRY: 'scripts/chaos/api-entry.ts',
      CHAOS_POSTGRES_PORT: String(postgresLine.port),
      CHAOS_TEMPORAL_PORT: String(temporalLine.port),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (printed = (printed + chunk).slice(-20_000)));
  const over = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  // Whatever ends us ends the house, too.
  const lastWord = () => child.kill('SIGINT');
  process.once('exit', lastWord);
  const stop = async () => {
    process.off('exit', lastWord);
    child.kill('SIGINT');
    await over;
    await Promise.all([postgresLine.close(), temporalLine.close()]);
    if (!process.env.CHAOS_KEEP) rmSync(folder, { recursive: true, force: true });
  };
  for (const until = Date.now() + 240_000; !existsSync(readyFile); await sleep(100)) {
    if (child.exitCode !== null) throw new Error(`npm start ended:\n${printed}`);
    if (Date.now() < until) continue;
    await stop();
    throw new Error(`npm start was not ready in time:\n${printed}`);
  }
  const state = () => JSON.parse(readFileSync(readyFile, 'utf8')) as HouseState;
  return { state, postgresLine, temporalLine, stop };
}
