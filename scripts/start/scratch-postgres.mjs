import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { anyPort } from './ports.mjs';
import { initialisePostgres, OWNER, openPostgres, postgresCommand, postgresUrl } from './postgres.mjs';
import { postgresHome } from './postgres-home.mjs';
import { endProcess, identify } from './processes.mjs';

/** Nothing here has to survive: speed instead of safety. */
const careless = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  log_min_messages: 'fatal',
};

/** A server for tests and for comparing schemas; everything is gone after stop. */
export async function startScratchPostgres() {
  const base = mkdtempSync(path.join(os.tmpdir(), 'anjia-postgres-'));
  // PostgreSQL may run as another user than the one who made this folder.
  chmodSync(base, 0o755);
  const ownerPassword = randomBytes(12).toString('hex');
  const home = await postgresHome({ folder: path.join(base, 'data') });
  initialisePostgres({ home, ownerPassword, sync: false });
  const port = await anyPort();
  const { file, args, options } = postgresCommand({ home, port, settings: careless });
  const child = spawn(file, args, { ...options, stdio: 'ignore', detached: true });
  const identity = child.pid ? identify(child.pid) : undefined;
  // The server must not outlive a test run that ends by an error.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.unref();
  await openPostgres({ port, ownerPassword, alive: () => child.exitCode === null });
  return {
    url: postgresUrl({ user: OWNER, password: ownerPassword, port }),
    port,
    pid: child.pid ?? 0,
    async stop() {
      process.off('exit', kill);
      if (identity) await endProcess({ process: identity, signal: 'SIGINT', patienceMs: 5_000 });
      rmSync(base, { recursive: true, force: true });
      rmSync(home.folder, { recursive: true, force: true });
    },
  };
}
