import { existsSync } from 'node:fs';
import { tsImport } from 'tsx/esm/api';
import { bundleWorkflows } from '../../scripts/setup/bundle-workflows.mjs';
import { inProject } from '../../scripts/setup/places.mjs';
import { setUp } from '../../scripts/setup.mjs';
import { postgresUrl } from '../../scripts/start/postgres.mjs';
import { startScratchPostgres } from '../../scripts/start/scratch-postgres.mjs';

// Once before all tests: one PostgreSQL with a migrated template database, and one bundle of the workflows.
// Test files find both by environment variables; support/*.ts gives them words.
export default async function globalSetup() {
  if (!process.env.ANJIA_TEST_SERVER_BIN) {
    const { temporalBin, testServerBin } = await setUp({ timeSkipping: true });
    process.env.ANJIA_TEMPORAL_BIN = temporalBin;
    process.env.ANJIA_TEST_SERVER_BIN = testServerBin;
  }
  const postgres = await startScratchPostgres();
  globalThis.anjiaTestPostgres = postgres;
  process.env.ANJIA_TEST_POSTGRES = postgres.url;
  await Promise.all([migrateTemplate(postgres), bundle()]);
}

/** @param {{ url: string, port: number }} postgres */
async function migrateTemplate({ url, port }) {
  const { default: pg } = await import('pg');
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query('CREATE DATABASE template_migrated');
  await owner.end();
  const { applyMigrations } = await tsImport('../../scripts/migrate/apply-migrations.ts', import.meta.url);
  const ownerUrl = url.replace(/\/anjia$/, '/template_migrated');
  await applyMigrations({ ownerUrl, appUrl: postgresUrl({ user: 'anjia_app', password: 'app', port }) });
}

async function bundle() {
  if (!existsSync(inProject('workflows/index.ts'))) return;
  try {
    process.env.ANJIA_TEST_BUNDLE = await bundleWorkflows();
  } catch (error) {
    // Tests that need no workflow still run; those that do say why they cannot.
    process.env.ANJIA_TEST_BUNDLE_ERROR = error instanceof Error ? error.message : String(error);
  }
}
