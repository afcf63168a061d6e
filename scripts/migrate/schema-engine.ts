import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaContainer, SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';

export const noFilters = { externalTables: [], externalEnums: [] };
const prismaFolder = path.resolve(import.meta.dirname, '../../prisma');

/**
 * Prisma's schema engine as WebAssembly, on our own connection: `prisma migrate` would download a native one,
 * which a closed network refuses. Needs nothing but node.
 */
export async function openSchemaEngine(input: {
  url: string;
  schema?: SchemaContainer[];
}): Promise<{ engine: SchemaEngine; failure: Failure; close(): Promise<void> }> {
  const bindings = await loadEngine();
  const schema = input.schema ?? (await readSchema());
  const datamodels = schema.map((file) => [file.path, file.content] as [string, string]);
  const { factory, close, failure } = adapterFor(input.url);
  const bound = bindMigrationAwareSqlAdapterFactory(factory);
  const engine = await bindings.SchemaEngine.new({ datamodels }, () => undefined, bound);
  return {
    engine,
    failure,
    async close() {
      engine.free();
      await close();
    },
  };
}

export async function readSchema(folder = path.join(prismaFolder, 'schema')): Promise<SchemaContainer[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).sort();
  return Promise.all(
    names.map(async (name) => ({
      path: path.join(folder, name),
      content: await readFile(path.join(folder, name), 'utf8'),
    })),
  );
}

export const migrationsFolder = path.join(prismaFolder, 'migrations');

export async function readMigrations(folder = migrationsFolder): Promise<MigrationList> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = names.sort().map(async (name) => ({
    path: name,
    migrationFile: {
      path: 'migration.sql',
      content: {
        tag: 'ok' as const,
        value: await readFile(path.join(folder, name, 'migration.sql'), 'utf8'),
      },
    },
  }));
  return {
    baseDir: folder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(migrationDirectories),
  };
}

type Bindings = typeof import('@prisma/schema-engine-wasm');
let loaded: Promise<Bindings> | undefined;

function loadEngine(): Promise<Bindings> {
  loaded ??= (async () => {
    const require = createRequire(import.meta.url);
    const file = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const folder = path.dirname(file);
    const bindings = await import(pathToFileURL(path.join(folder, 'schema_engine_bg.js')).href);
    const wasm = await WebAssembly.compile(await readFile(path.join(folder, 'schema_engine_bg.wasm')));
    const instance = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': bindings });
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
    // The engine reports its own panics through this global.
    Object.assign(globalThis, {
      PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => console.error('schema engine:', text) },
    });
    return bindings as Bindings;
  })();
  return loaded;
}

/**
 * Prisma's own adapter splits a script at every semicolon, also inside a function body; its shadow database
 * would be the real one when a connection string is given; and it does not know the type of catalogue columns
 * such as contype. All three are replaced here.
 */
function adapterFor(url: string) {
  const open = new Set<pg.Pool>();
  const failure: Failure = {};
  const connect = async (database: string) => {
    // One connection, closed here: the engine's lock ends with it, not ten idle seconds later.
    const pool = new pg.Pool({ connectionString: database, max: 1 });
    pool.on('error', () => undefined);
    open.add(pool);
    return correct(await new PrismaPg(pool).connect(), failure);
  };
  const factory = Object.assign(new PrismaPg({ connectionString: url }), {
    connect: () => connect(url),
    connectToShadowDb: async () => {
      const owner = new pg.Client({ connectionString: url });
      await owner.connect();
      const name = `anjia_shadow_${randomUUID().replaceAll('-', '')}`;
      await owner.query(`CREATE DATABASE ${name}`);
      const shadow = await connect(withDatabase(url, name));
      const dispose = async () => {
        await shadow.underlyingDriver().end();
        open.delete(shadow.underlyingDriver());
        await owner.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
        await owner.end();
      };
      return Object.assign(shadow, { dispose });
    },
  });
  const close = async () => {
    await Promise.all([...open].map((pool) => pool.end()));
  };
  return { factory, close, failure };
}

type Failure = { reason?: string };
type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;
type Io = (query: object) => Promise<{ fields: { dataTypeID: number }[] }>;
const INTERNAL_CHAR = 18;

function correct(adapter: Adapter, failure: Failure): Adapter {
  const { performIO } = adapter as unknown as { performIO: Io };
  const queryRaw = adapter.queryRaw.bind(adapter);
  const characters = new WeakMap<object, number[]>();
  return Object.assign(adapter, {
    performIO: async (query: object) => {
      const result = await performIO.call(adapter, query);
      const found = result.fields.flatMap((field, n) => (field.dataTypeID === INTERNAL_CHAR ? [n] : []));
      for (const n of found) Object.assign(result.fields[n] ?? {}, { dataTypeID: pg.types.builtins.TEXT });
      characters.set(query, found);
      return result;
    },
    queryRaw: async (query: Parameters<typeof queryRaw>[0]) => {
      const result = await queryRaw(query);
      for (const n of characters.get(query) ?? []) result.columnTypes[n] = ColumnTypeEnum.Character;
      return result;
    },
    executeScript: async (script: string) => {
      try {
        await adapter.underlyingDriver().query(script);
      } catch (error) {
        const { message, detail, position } = error as pg.DatabaseError;
        const line = position ? ` (line ${script.slice(0, Number(position)).split('\n').length})` : '';
        // The engine would only report "external error": the reason is kept here.
        failure.reason = `${message}${line}${detail ? `: ${detail}` : ''}`;
        throw error;
      }
    },
  });
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
