import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { inProject } from '#scripts/setup/places.mjs';
import { anyPort } from '#scripts/start/ports.mjs';
import {
  initialisePostgres,
  OWNER,
  openPostgres,
  postgresCommand,
  postgresUrl,
  removeStaleLock,
} from '#scripts/start/postgres.mjs';
import { postgresHome } from '#scripts/start/postgres-home.mjs';
import { endProcess, identify } from '#scripts/start/processes.mjs';

export interface BenchServer {
  /** The addresses of one of its databases, which is created when missing. */
  database(name: string): Promise<{ ownerUrl: string; appUrl: string }>;
  stop(): Promise<void>;
}

/** A PostgreSQL with a data folder of its own under .anjia/bench: large databases are kept from run to run. */
export async function startBenchPostgres(): Promise<BenchServer> {
  const folder = inProject('.anjia/bench');
  mkdirSync(folder, { recursive: true });
  const passwordFile = path.join(folder, 'password');
  if (!existsSync(passwordFile))
    writeFileSync(passwordFile, randomBytes(12).toString('hex'), { mode: 0o600 });
  const password = readFileSync(passwordFile, 'utf8');
  const home = await postgresHome({ folder: path.join(folder, 'postgres') });
  initialisePostgres({ home, ownerPassword: password });
  removeStaleLock(home);
  const port = await anyPort();
  const { file, args, options } = postgresCommand({ home, port, settings });
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'ignore', 'inherit'], detached: true });
  const identity = child.pid ? identify(child.pid) : undefined;
  const kill = (): void => void child.kill('SIGINT');
  process.once('exit', kill);
  child.unref();
  await openPostgres({ port, ownerPassword: password, alive: () => child.exitCode === null });
  return {
    async database(name) {
      const owner = new pg.Client({
        connectionString: postgresUrl({ user: OWNER, password, port, database: 'postgres' }),
      });
      await owner.connect();
      const known = await owner.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
      if (known.rowCount === 0) await owner.query(`CREATE DATABASE ${owner.escapeIdentifier(name)}`);
      await owner.end();
      return {
        ownerUrl: postgresUrl({ user: OWNER, password, port, database: name }),
        appUrl: postgresUrl({ user: 'anjia_app', password, port, database: name }),
      };
    },
    async stop() {
      process.off('exit', kill);
      if (identity) await endProcess({ process: identity, signal: 'SIGINT', patienceMs: 20_000 });
    },
  };
}

/** Settings of an ordinary server; the figures must not come from a minimal one. */
const settings = {
  shared_buffers: '1GB',
  effective_cache_size: '4GB',
  work_mem: '32MB',
  maintenance_work_mem: '512MB',
  max_wal_size: '8GB',
  synchronous_commit: 'off',
  random_page_cost: '1.1',
  log_min_messages: 'fatal',
};
