import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type Database, openDatabase } from '#platform/database.ts';

export type TestDatabase = {
  /** Prisma, connected as the role of the running system: no DDL, no change of ledger and events. */
  database: Database;
  /** The same role, for what opens its own connection. */
  appUrl: string;
  /** The role that migrates. */
  ownerUrl: string;
  /** Closes and drops it; call it in `afterAll`. */
  drop(): Promise<void>;
};

/**
 * A database of its own for a test file, with all migrations, made from a template in some milliseconds.
 * `empty: true` gives one without migrations.
 */
export async function aDatabase(input: { empty?: boolean; max?: number } = {}): Promise<TestDatabase> {
  const server = process.env.ANJIA_TEST_POSTGRES;
  if (!server) throw new Error('No test PostgreSQL: run the tests by jest with our jest.config.mjs.');
  const name = `test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await asOwner(
    server,
    `CREATE DATABASE ${name} TEMPLATE ${input.empty ? 'template0' : 'template_migrated'}`,
  );
  const ownerUrl = new URL(server);
  ownerUrl.pathname = `/${name}`;
  const appUrl = new URL(ownerUrl);
  [appUrl.username, appUrl.password] = ['anjia_app', 'app'];
  const database = openDatabase({ url: appUrl.href, max: input.max ?? 5, component: 'test' });
  return {
    database,
    appUrl: appUrl.href,
    ownerUrl: ownerUrl.href,
    async drop() {
      await database.close();
      await asOwner(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function asOwner(server: string, sql: string): Promise<void> {
  const url = new URL(server);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
