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
    const applied = await applyPending(input);
    // The API's readiness check compares this table with the folder.
    await owner.query(`GRANT SELECT ON _prisma_migrations TO ${APP_ROLE}`);
    return { applied };
  } finally {
    await owner.end();
  }
}

async function applyPending(input: { ownerUrl: string; folder?: string }): Promise<string[]> {
  const migrationsList = await readMigrations(input.folder ?? migrationsFolder);
  const { engine, close } = await openSchemaEngine({ url: input.ownerUrl });
  try {
    const state = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: noFilters,
    });
    if (state.editedMigrationNames.length > 0) {
      throw new Error(
        `Migrations were changed after they were applied: ${state.editedMigrationNames.join(', ')}`,
      );
    }
    if (state.failedMigrationNames.length > 0) {
      throw new Error(`Migrations failed half-way earlier: ${state.failedMigrationNames.join(', ')}`);
    }
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: noFilters });
    return appliedMigrationNames;
  } finally {
    await close();
  }
}
