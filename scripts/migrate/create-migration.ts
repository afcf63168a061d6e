import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  migrationsFolder,
  noFilters,
  openSchemaEngine,
  readMigrations,
  readSchema,
} from './schema-engine.ts';

/**
 * Writes the difference between schema and migrations. The server is used only for a scratch database, in which all
 * migrations are replayed. Returns nothing when there is no difference.
 */
export async function createMigration(input: {
  name: string;
  serverUrl: string;
  folder?: string;
  schemaFolder?: string;
}): Promise<{ folder: string; warnings: string[] } | undefined> {
  const folder = input.folder ?? migrationsFolder;
  const schema = await readSchema(input.schemaFolder);
  const migrations = await readMigrations(folder);
  const { engine, close } = await openSchemaEngine({ url: input.serverUrl, schema });
  const first = migrations.migrationDirectories.length === 0;
  try {
    const { stdout } = await engine.diff({
      from: first ? { tag: 'empty' } : { tag: 'migrations', ...migrations },
      to: { tag: 'schemaDatamodel', files: schema },
      script: true,
      exitCode: false,
      filters: noFilters,
    });
    const sql = stdout ?? '';
    if (!sql.trim() || /^-- This is an empty migration\.\s*$/.test(sql.trim())) return undefined;
    const name = `${stamp(new Date())}_${input.name.replaceAll(/\W+/g, '_').toLowerCase()}`;
    await mkdir(path.join(folder, name), { recursive: true });
    await writeFile(path.join(folder, name, 'migration.sql'), sql);
    await writeFile(path.join(folder, 'migration_lock.toml'), 'provider = "postgresql"\n');
    return { folder: path.join(folder, name), warnings: droppedByHand(sql) };
  } finally {
    await close();
  }
}

// The generated SQL does not know hand-written objects; every DROP must be reviewed.
function droppedByHand(sql: string): string[] {
  return sql.split('\n').filter((line) => /^\s*(DROP|ALTER TABLE .* DROP)\b/i.test(line));
}

function stamp(time: Date): string {
  return time.toISOString().replaceAll(/\D/g, '').slice(0, 14);
}
