import { readdir } from 'node:fs/promises';
import type { RequestHandler } from 'express';
import { inTime } from '#platform/in-time.ts';
import { sql } from '#platform/sql.ts';
import type { Deps } from './deps.ts';
import { Refused } from './http/refused.ts';
import { workerBeats } from './watch/awake-workers.ts';

const MIGRATIONS = new URL('../prisma/migrations/', import.meta.url);

/** The process runs; nothing else is checked. */
export const healthz: RequestHandler = (_req, res) => {
  res.json({ ok: true });
};

/** Ready for users: database, its migrations, Temporal, and a worker that polls for orders. */
export function readyz(deps: Deps): RequestHandler {
  const missing = nowAndThen(() => whatIsMissing(deps));
  return async (_req, res) => {
    if (deps.stopping()) throw new Refused('Unavailable', { detail: 'stopping' });
    const names = await missing();
    if (names.length > 0) throw new Refused('Unavailable', { detail: `not ready: ${names.join(', ')}` });
    res.json({ ok: true });
  };
}

const FRESH_MS = 1_000;

/** Public and not rate limited: one check at a time, and its result is reused for a second. */
function nowAndThen<R>(look: () => Promise<R>): () => Promise<R> {
  let seen: Promise<R> | undefined;
  let until = 0;
  return () => {
    if (seen && Date.now() < until) return seen;
    until = Number.POSITIVE_INFINITY;
    seen = look().finally(() => {
      until = Date.now() + FRESH_MS;
    });
    return seen;
  };
}

/** A part that does not answer in time counts as missing: a silently cut connection would never report an error. */
const PATIENCE_MS = 3_000;
const soon = <T>(work: Promise<T>): Promise<T> => inTime(work, PATIENCE_MS, 'no answer');

async function whatIsMissing(deps: Deps): Promise<string[]> {
  const [database, temporal, polls, beats] = await Promise.all([
    soon(isMigrated(deps)).catch(() => ({ database: false, migrations: false })),
    soon(deps.temporal.answers()).catch(() => false),
    soon(deps.temporal.workerPolls()).catch(() => false),
    // The server remembers a poller that was killed; its heartbeat stops at once.
    soon(workerBeats(deps.database, deps.env.HEARTBEAT_MS)).then(
      ({ fresh }) => fresh,
      () => false,
    ),
  ]);
  const parts = Object.entries({ ...database, temporal, worker: polls && beats });
  return parts.filter(([, fine]) => !fine).map(([name]) => name);
}

async function isMigrated({ database }: Deps): Promise<{ database: boolean; migrations: boolean }> {
  try {
    const files = await readdir(MIGRATIONS, { withFileTypes: true });
    const wanted = files.filter((file) => file.isDirectory()).map(({ name }) => name);
    const rows = await database.query<{ migration_name: string }>(sql`
      SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`);
    const applied = new Set(rows.map((row) => row.migration_name));
    return { database: true, migrations: wanted.every((name) => applied.has(name)) };
  } catch {
    return { database: false, migrations: false };
  }
}
