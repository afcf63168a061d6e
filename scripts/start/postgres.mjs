import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine } from './processes.mjs';

export const OWNER = 'anjia_owner';
export const DATABASE = 'anjia';

/**
 * Makes the data folder when there is none.
 * @param {{ home: import('./postgres-home.mjs').PostgresHome, ownerPassword: string, sync?: boolean }} input
 */
export function initialisePostgres({ home, ownerPassword, sync = true }) {
  if (existsSync(path.join(home.folder, 'PG_VERSION'))) return;
  const secret = mkdtempSync(path.join(os.tmpdir(), 'anjia-'));
  const passwordFile = path.join(secret, 'password');
  writeFileSync(passwordFile, `${ownerPassword}\n`, { mode: 0o600 });
  const { uid, gid } = home.identity;
  if (uid !== undefined && gid !== undefined)
    for (const file of [secret, passwordFile]) chownSync(file, uid, gid);
  const args = ['-D', home.folder, '-U', OWNER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  // The builtin provider sorts the same way on every system.
  args.push('-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C');
  if (!sync) args.push('--no-sync');
  const result = spawnSync(home.initdb, args, {
    ...home.identity,
    cwd: os.tmpdir(),
    encoding: 'utf8',
    env: plainEnv(),
  });
  rmSync(secret, { recursive: true, force: true });
  if (result.status === 0) return;
  rmSync(path.join(home.folder, 'PG_VERSION'), { force: true });
  throw new Error(`PostgreSQL could not make its data folder: ${result.error?.message ?? result.stderr}`);
}

/**
 * The postmaster itself, not pg_ctl: its pid is the one to watch.
 * @param {{ home: import('./postgres-home.mjs').PostgresHome, port: number, settings?: Record<string, string> }} input
 */
export function postgresCommand({ home, port, settings = {} }) {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return {
    file: home.postgres,
    args: ['-D', home.folder, '-p', String(port), ...flags],
    options: { ...home.identity, cwd: home.folder, env: plainEnv() },
  };
}

/**
 * After a kill the old lock file stays. PostgreSQL removes it itself unless its pid belongs to somebody else by
 * now (common after a restart of a container): then it would refuse to start for ever.
 * @param {{ folder: string }} input
 */
export function removeStaleLock({ folder }) {
  const file = path.join(folder, 'postmaster.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
  if (!pid) return;
  const command = commandLine(pid);
  if (command !== undefined && !command.includes('postgres')) rmSync(file, { force: true });
}

/**
 * Waits until the server answers; makes the database when it is missing.
 * @param {{ port: number, ownerPassword: string, withinMs?: number, alive?: () => boolean }} input
 */
export async function openPostgres({ port, ownerPassword, withinMs = 60_000, alive = () => true }) {
  const { default: pg } = await import('pg');
  const url = postgresUrl({ user: OWNER, password: ownerPassword, port, database: 'postgres' });
  const until = Date.now() + withinMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
      if (known.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
      return;
    } catch (error) {
      if (Date.now() > until || !alive()) throw error;
      await sleep(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** @param {{ user: string, password: string, port: number, database?: string }} input */
export function postgresUrl({ user, password, port, database = DATABASE }) {
  return `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** Settings of somebody's other PostgreSQL (PGDATA, PGPORT …) must not reach ours. */
function plainEnv() {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG')));
  return { ...env, LC_ALL: 'C', LC_MESSAGES: 'C' };
}
