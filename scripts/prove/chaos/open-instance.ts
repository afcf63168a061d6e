import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { anyPort } from '#scripts/start/ports.mjs';
import { startInstance } from '#scripts/start/start-instance.ts';
import { openLine, type TcpLine } from './tcp-line.ts';

export type Program = 'worker' | 'api' | 'postgres' | 'temporal';
interface InstanceState {
  url: string;
  temporalAddress: string;
  databaseUrl: string;
  ownerUrl: string;
  logs: string;
  pids: Record<Program | 'supervisor', number | undefined>;
}
export interface ChaosInstance {
  /** Read again each time: pids change with every restart. */
  state(): InstanceState;
  postgresLine: TcpLine;
  temporalLine: TcpLine;
  stop(): Promise<void>;
}

/**
 * The whole system as `npm start` runs it, on its own ports, with proxies to PostgreSQL and Temporal that can be cut.
 */
export async function openChaosInstance(
  temporal: 'dev' | 'cluster',
  env: Record<string, string>,
): Promise<ChaosInstance> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-chaos-'));
  const data = path.join(folder, 'data');
  const ports = {
    web: await anyPort(),
    postgres: await anyPort(),
    temporal: await anyPort(),
    temporalUi: await anyPort(),
  };
  mkdirSync(data);
  // The ports of "last time", so that the proxies know their targets.
  writeFileSync(path.join(data, 'ports.json'), JSON.stringify(ports));
  const [postgresLine, temporalLine] = await Promise.all([
    openLine(ports.postgres),
    openLine(ports.temporal),
  ]);
  const instance = await startInstance<InstanceState>({
    args: ['--data', data, '--no-web', '--temporal', temporal],
    env: {
      START_WORKER_ENTRY: 'scripts/prove/chaos/worker-entry.ts',
      START_API_ENTRY: 'scripts/prove/chaos/api-entry.ts',
      CHAOS_POSTGRES_PORT: String(postgresLine.port),
      CHAOS_TEMPORAL_PORT: String(temporalLine.port),
      ...env,
    },
    readyFile: path.join(folder, 'ready.json'),
    patienceMs: 240_000,
    async clean() {
      await Promise.all([postgresLine.close(), temporalLine.close()]);
      if (!process.env.CHAOS_KEEP) rmSync(folder, { recursive: true, force: true });
    },
  });
  return { ...instance, postgresLine, temporalLine };
}
