import { parseArgs } from 'node:util';
import { envOrExit } from '#platform/env.ts';
import { applyMigrations } from './migrate/apply-migrations.ts';
import { createMigration } from './migrate/create-migration.ts';

// npm run db:migrate                        applies what is pending
// npm run db:migrate -- --create <name>     writes a migration from the schema (embedded server if none is set)
const { values } = parseArgs({ options: { create: { type: 'string' } } });

try {
  await (values.create === undefined ? apply() : create(values.create));
  // The engine leaves a timer of ten seconds behind.
  process.exit(0);
} catch (error) {
  console.error(`db:migrate: ${(error as Error).message || error}`);
  process.exit(1);
}

async function apply() {
  const env = envOrExit('migrate');
  const { applied } = await applyMigrations({ ownerUrl: env.DATABASE_OWNER_URL, appUrl: env.DATABASE_URL });
  console.log(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'Database is up to date.');
}

async function create(name: string) {
  const server = await scratchServer();
  try {
    const made = await createMigration({ name, serverUrl: server.url });
    console.log(
      made ? `Wrote ${made.folder}/migration.sql` : 'Schema and migrations agree: nothing to write.',
    );
    for (const line of made?.warnings ?? []) console.warn(`Look at this line: ${line.trim()}`);
  } finally {
    await server.stop();
  }
}

async function scratchServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const url = process.env.DATABASE_OWNER_URL;
  if (url) return { url, stop: async () => undefined };
  const { startScratchPostgres } = await import('./start/scratch-postgres.mjs');
  return startScratchPostgres();
}
