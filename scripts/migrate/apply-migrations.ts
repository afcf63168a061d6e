import { createHash } from 'node:crypto';
import type { MigrationList } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { APP_ROLE, ensureAppRole } from './ensure-app-role.ts';
import { migrationsFolder, noFilters, openSchemaEngine, readMigrations } from './schema-engine.ts';

/** Brings the database to the newest migration. Running it twice, or in two processes at once, is harmless. */
export async function applyMigrations(input: {
  ownerUrl: string;
  appUrl: string;
  folder?: string;
}): Promise<{ applied: string[] }> {
  const owner = new pg.Client({ connectionString: input.ownerUrl });
  await owner.connect();
  try {
    await owner.query("SELECT pg_advisory_lock(hashtext('anjia migrations'))");
    await ensureAppRole({ owner, appUrl: input.appUrl });
    const applied = await applyPending({ ...input, owner });
    // The API's readiness check compares this table with the folder.
    await owner.query(`GRANT SELECT ON _prisma_migrations TO ${APP_ROLE}`);
    return { applied };
  } finally {
    await owner.end();
  }
}

async function applyPending(input: {
  owner: pg.Client;
  ownerUrl: string;
  folder?: string;
}): Promise<string[]> {
  const { owner } = input;
  const migrationsList = await readMigrations(input.folder ?? migrationsFolder);
  const { engine, failure, close } = await openSchemaEngine({ url: input.ownerUrl });
  try {
    const state = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: noFilters,
    });
    const edited = await editedAfterwards(owner, migrationsList, state.editedMigrationNames);
    if (edited.length > 0) {
      throw new Error(`Migrations were changed after they were applied: ${edited.join(', ')}`);
    }
    // A script runs as one transaction, so a failed one left nothing and is tried again.
    for (const migrationName of state.failedMigrationNames)
      await engine.markMigrationRolledBack({ migrationName });
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: noFilters });
    return appliedMigrationNames;
  } catch (error) {
    const [, name] = /migration_name=\\?"(\w+)/.exec(String(error)) ?? [];
    if (!failure.reason) throw error;
    throw new Error(`Migration ${name ?? ''} failed: ${failure.reason}`, { cause: error });
  } finally {
    await close();
  }
}

// The engine also reports a migration that failed, left nothing and was repaired since: that one may change.
async function editedAfterwards(
  owner: pg.Client,
  list: MigrationList,
  suspects: string[],
): Promise<string[]> {
  if (suspects.length === 0) return [];
  const { rows } = await owner.query(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
     WHERE migration_name = ANY($1) AND finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    [suspects],
  );
  return rows.filter((row) => row.checksum !== checksumOf(list, row.name)).map((row) => row.name as string);
}

function checksumOf(list: MigrationList, name: string): string | undefined {
  const content = list.migrationDirectories.find((one) => one.path === name)?.migrationFile.content;
  if (content?.tag !== 'ok') return undefined;
  return createHash('sha256').update(content.value).digest('hex');
}
