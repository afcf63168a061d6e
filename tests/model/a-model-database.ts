import pg from 'pg';
import { applyMigrations } from '#scripts/migrate/apply-migrations.ts';
import { postgresUrl } from '#scripts/start/postgres.mjs';
import { startScratchPostgres } from '#scripts/start/scratch-postgres.mjs';

/** A migrated database on a server of its own, gone after `stop`. */
export async function aModelDatabase(): Promise<{ appUrl: string; ownerUrl: string; stop(): Promise<void> }> {
  const server = await startScratchPostgres();
  const ownerUrl = server.url.replace(/\/anjia$/, '/bench');
  const owner = new pg.Client({ connectionString: server.url });
  await owner.connect();
  await owner.query('CREATE DATABASE bench');
  await owner.end();
  const appUrl = postgresUrl({ user: 'anjia_app', password: 'app', port: server.port }).replace(
    /\/anjia$/,
    '/bench',
  );
  await applyMigrations({ ownerUrl, appUrl });
  return { appUrl, ownerUrl, stop: () => server.stop() };
}
