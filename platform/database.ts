import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '#prisma/generated/client.ts';
import { joinable } from './join-prisma.ts';
import { type Queries, queriesOn } from './queries.ts';
import { statementName } from './statement-name.ts';
import { inTransaction, type Models, type Tx } from './transactions.ts';

export type { Queries } from './queries.ts';
export type { Tx } from './transactions.ts';

/** The database of a process: our own statements by `query` and `execute`, each in a transaction of its own. */
export interface Database extends Queries {
  /** Reads and writes by model, outside a transaction. */
  models: Models;
  /** One transaction on one connection: everything that `work` did is committed, or nothing when it throws. */
  transaction<R>(work: (tx: Tx) => Promise<R>): Promise<R>;
  close(): Promise<void>;
}

/** One pool per process. It connects on first use and recovers by itself after an outage of PostgreSQL. */
export function openDatabase(input: {
  url: string;
  max?: number;
  component?: string;
  /** Receives the pool, for its metrics. */
  watchPool?: (pool: pg.Pool) => void;
}): Database {
  const pool = new pg.Pool({
    connectionString: withSettings(input.url),
    max: input.max ?? 10,
    connectionTimeoutMillis: 5_000,
    // Keep idle connections for 10 minutes: a new connection must plan its statements again, which takes as long as an
    // order does. The keep-alive probes notice a connection that a load balancer dropped without a word.
    idleTimeoutMillis: 600_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    application_name: `anjia-${input.component ?? 'process'}`,
  });
  // The pool replaces a lost idle connection: nothing to do, and no reason to crash.
  pool.on('error', () => undefined);
  input.watchPool?.(pool);
  const adapter = new PrismaPg(pool, { statementNameGenerator: ({ sql }) => statementName(sql) ?? '' });
  const client = new PrismaClient({ adapter: joinable(adapter) });
  return {
    ...queriesOn(() => pool),
    models: client,
    transaction: (work) => inTransaction({ pool, client }, work),
    async close() {
      await client.$disconnect();
      if (!pool.ending) await pool.end();
    },
  };
}

/**
 * - TimeZone: times are sent without their zone, and a server in Shanghai would read them in its own.
 * - plan_cache_mode: a statement is planned once, not again for its values, which took a fifth of PostgreSQL's time for
 *   an order (docs/decisions/092). What the planner has to know stands in the statement's text.
 * - lock_timeout: nobody waits for a lock longer than a step may take (10 s).
 * - idle_in_transaction_session_timeout: a process that lost its power inside a transaction gives its locks back, else
 *   each attempt would keep one connection until none is left.
 */
const SETTINGS = [
  'TimeZone=UTC',
  'plan_cache_mode=force_generic_plan',
  'lock_timeout=8s',
  'idle_in_transaction_session_timeout=20s',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

function withSettings(url: string): string {
  const option = encodeURIComponent(SETTINGS);
  if (/[?&]options=/.test(url)) return url.replace(/([?&]options=[^&]*)/, `$1%20${option}`);
  return `${url}${url.includes('?') ? '&' : '?'}options=${option}`;
}
