import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { applyMigrations } from '#scripts/migrate/apply-migrations.ts';
import { createMigration } from '#scripts/migrate/create-migration.ts';
import { migrationsFolder } from '#scripts/migrate/schema-engine.ts';
import { aDatabase, type TestDatabase } from '#tests/support/postgres.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-migrations-'));
const all = readdirSync(migrationsFolder).filter((name) => /^\d/.test(name));
let own: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  own = await aDatabase({ empty: true });
  owner = new pg.Client({ connectionString: own.ownerUrl });
  await owner.connect();
  cpSync(migrationsFolder, folder, { recursive: true });
});
afterAll(async () => {
  await owner.end();
  await own.drop();
  rmSync(folder, { recursive: true, force: true });
});

const apply = () => applyMigrations({ ownerUrl: own.ownerUrl, appUrl: own.appUrl, folder });
const write = (name: string, sql: string) => {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, 'migration.sql'), sql);
};

describe('applyMigrations', () => {
  test('three processes start at once → each migration is applied exactly once', async () => {
    const results = await Promise.all([apply(), apply(), apply()]);
    expect(results.flatMap((result) => result.applied).sort()).toEqual(all);
  });

  test('again → nothing to do', async () => {
    expect(await apply()).toEqual({ applied: [] });
  });

  test('the guard against double booking → is in the database', async () => {
    const { rows } = await owner.query("SELECT contype FROM pg_constraint WHERE contype = 'x'");
    expect(rows.length).toBeGreaterThan(0);
  });

  test('a function body and a comment with semicolons → run as one script', async () => {
    write(
      '29990101000000_add_a_function',
      "-- one; two\nCREATE FUNCTION say() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN 'a;b'; END $$;\n",
    );
    expect(await apply()).toEqual({ applied: ['29990101000000_add_a_function'] });
    expect((await owner.query('SELECT say()')).rows).toEqual([{ say: 'a;b' }]);
  });

  test('a migration fails → told with name and line, nothing of it stays, and repaired it goes through', async () => {
    const name = '29990102000000_fail_half_way';
    write(name, 'CREATE TABLE half (id int);\nSELEC 1;\n');
    for (const _ of [1, 2])
      await expect(apply()).rejects.toThrow(/29990102000000_fail_half_way failed: syntax.*line 2/);
    expect((await owner.query("SELECT to_regclass('half') AS half")).rows).toEqual([{ half: null }]);
    write(name, 'CREATE TABLE half (id int);\n');
    expect(await apply()).toEqual({ applied: [name] });
    expect(await apply()).toEqual({ applied: [] });
  });

  test('an applied migration is edited → refused', async () => {
    write('29990101000000_add_a_function', 'SELECT 1;');
    await expect(apply()).rejects.toThrow(/changed after they were applied: 29990101000000_add_a_function/);
  });
});

describe('createMigration', () => {
  test('schema and migrations agree → nothing is written, hand-written guards included', async () => {
    // A copy: when this is red, what it wrote must not be committed with the real ones.
    const copy = mkdtempSync(path.join(os.tmpdir(), 'anjia-migrations-'));
    cpSync(migrationsFolder, copy, { recursive: true });
    expect(await createMigration({ name: 'nothing', serverUrl: own.ownerUrl, folder: copy })).toBeUndefined();
    rmSync(copy, { recursive: true });
  });

  test('a new model → a migration that only adds it', async () => {
    const schemaFolder = mkdtempSync(path.join(os.tmpdir(), 'anjia-schema-'));
    const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-migrations-'));
    cpSync(migrationsFolder, folder, { recursive: true });
    cpSync(path.resolve(migrationsFolder, '../schema'), schemaFolder, { recursive: true });
    writeFileSync(
      path.join(schemaFolder, 'probe.prisma'),
      'model Probe {\n  id Int @id\n  @@map("probe")\n}\n',
    );
    const made = await createMigration({
      name: 'Add a probe',
      serverUrl: own.ownerUrl,
      folder,
      schemaFolder,
    });
    expect(path.basename(made?.folder ?? '')).toMatch(/^\d{14}_add_a_probe$/);
    const sql = readFileSync(path.join(made?.folder ?? '', 'migration.sql'), 'utf8');
    expect(sql.match(/^\s*(CREATE|ALTER|DROP)/gim)).toEqual(['CREATE']);
    expect(made?.warnings).toEqual([]);
    for (const one of [schemaFolder, folder]) rmSync(one, { recursive: true });
  });
});
