import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '#prisma/generated/client.ts';

export type Database = PrismaClient;

/** One pool per process. It connects on first use and recovers by itself after an outage of PostgreSQL. */
export function openDatabase(input: {
  url: string;
  max?: number;
  component?: string;
  /** Gets the pool, for its metrics. */
  watchPool?: (pool: pg.Pool) => void;
}): Database {
  const pool = new pg.Pool({
    connectionString: input.url,
    max: input.max ?? 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: `anjia-${input.component ?? 'process'}`,
  });
  input.watchPool?.(pool);
  const adapter = new PrismaPg(pool, {
    // A lost idle connection is replaced by the pool: nothing to do, and no reason to crash.
    onPoolError: () => undefined,
    onConnectionError: () => undefined,
    statementNameGenerator: nameOf,
    disposeExternalPool: true,
  });
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 5_000, timeout: 15_000 } });
}

const names = new Map<string, string>();

/** Queries that ask for it are planned once per connection; the marker keeps the number of such plans small. */
function nameOf({ sql }: { sql: string }): string {
  if (!sql.startsWith('/* prepared */')) return '';
  let name = names.get(sql);
  if (name === undefined) {
    if (names.size >= 200) return '';
    name = `anjia_${names.size}`;
    names.set(sql, name);
  }
  return name;
}
