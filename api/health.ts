import { readdir } from 'node:fs/promises';
import type { RequestHandler } from 'express';
import type { Deps } from './deps.ts';
import { Refused } from './refused.ts';
import { workerBeats } from './watch/awake-workers.ts';

const MIGRATIONS = new URL('../prisma/migrations/', import.meta.url);

/** The process runs; nothing else is asked. */
export const healthz: RequestHandler = (_req, res) => {
  res.json({ ok: true });
};

/** Ready for people: database, its migrations, Temporal, and a worker that takes the orders on. */
export const readyz =
  (deps: Deps): RequestHandler =>
  async (_req, res) => {
    if (deps.stopping()) throw new Refused('Unavailable', { detail: 'stopping' });
    const [database, temporal, polls, beats] = await Promise.all([
      isMigrated(deps),
      deps.temporal.answers().catch(() => false),
      deps.temporal.workerPolls().catch(() => false),
      // The server remembers a poller that was killed; its heartbeat ends at once.
      workerBeats(deps.database, deps.env.HEARTBEAT_MS).then(
        ({ fresh }) => fresh,
        () => false,
      ),
    ]);
    const missing = Object.entries({ ...database, temporal, worker: polls && beats }).filter(
      ([, fine]) => !fine,
    );
    if (missing.length > 0)
      throw new Refused('Unavailable', { detail: `not ready: ${missing.map(([name]) => name).join(', ')}` });
    res.json({ ok: true });
  };

async function isMigrated({ database }: Deps): Promise<{ database: boolean; migrations: boolean }> {
  try {
    const files = await readdir(MIGRATIONS, { withFileTypes: true });
    const wanted = files.filter((file) => file.isDirectory()).map(({ name }) => name);
    const rows = await database.$queryRaw<{ migration_name: string }[]>`
      SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
    const applied = new Set(rows.map((row) => row.migration_name));
    return { database: true, migrations: wanted.every((name) => applied.has(name)) };
  } catch {
    return { database: false, migrations: false };
  }
}
