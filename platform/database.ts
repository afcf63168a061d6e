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
/** Plans a connection keeps at most; those that ask for one by the marker always get one. */
const MOST_NAMES = 400;
const MOST_MARKED = 600;

/**
 * A statement with a name is sent and planned once per connection: later only its values travel. Lists of many
 * lengths make many texts, so the names are limited.
 */
function nameOf({ sql }: { sql: string }): string {
  let name = names.get(sql);
  if (name === undefined) {
    if (names.size >= (sql.startsWith('/* prepared */') ? MOST_MARKED : MOST_NAMES)) return '';
    name = `anjia_${names.size}`;
    names.set(sql, name);
  }
  return name;
}
