import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from '#prisma/generated/client.ts';
import { handwritten, nameOf, type Queries } from './handwritten.ts';
import { inTransaction, joinable, type Tx } from './transactions.ts';

export type { Queries } from './handwritten.ts';
export type { Tx } from './transactions.ts';

/** The database of a process. The members of Prisma's client will go: use `models` and the rest of these. */
export interface Database extends Queries, Omit<PrismaClient, '$transaction'> {
  $transaction<R>(work: (tx: Tx) => Promise<R>): Promise<R>;
  $transaction(all: Prisma.PrismaPromise<unknown>[]): Promise<unknown[]>;
  /** Reads and writes by model, outside a transaction. */
  models: PrismaClient;
  /** One transaction on one connection: all of what `work` did is kept, or, when it throws, nothing. */
  transaction<R>(work: (tx: Tx) => Promise<R>): Promise<R>;
  close(): Promise<void>;
}

/** One pool per process. It connects on first use and recovers by itself after an outage of PostgreSQL. */
export function openDatabase(input: {
  url: string;
  max?: number;
  component?: string;
  /** Gets the pool, for its metrics. */
  watchPool?: (pool: pg.Pool) => void;
}): Database {
  const pool = new pg.Pool({
    connectionString: withSettings(input.url),
    max: input.max ?? 10,
    connectionTimeoutMillis: 5_000,
    // A new one has everything to learn: its plans alone take as long as an order does. What has dropped a quiet one
    // silently (a balancer does after minutes) is noticed by the probes.
    idleTimeoutMillis: 600_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    application_name: `anjia-${input.component ?? 'process'}`,
  });
  // A lost idle connection is replaced by the pool: nothing to do, and no reason to crash.
  pool.on('error', () => undefined);
  input.watchPool?.(pool);
  const adapter = new PrismaPg(pool, { statementNameGenerator: ({ sql }) => nameOf(sql) ?? '' });
  const client = new PrismaClient({ adapter: joinable(adapter) });
  return withStatements(client, pool);
}

/**
 * Times travel without their zone: a server whose clock is Shanghai's would take them for its own. And a plan is made
 * once for a statement, not again and again for its values, which took a fifth of PostgreSQL's time for an order
 * (docs/decisions/092): what a plan has to know stands in the statement's text.
 *
 * Nobody waits for a lock longer than a step may take (10 s), and whoever holds one and says nothing any more (a machine
 * that lost its power inside a transaction) is let go: else each attempt would keep one connection, until none is left.
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

/** Prisma's client, whose transactions and whose statements by hand speak to the driver. */
function withStatements(client: PrismaClient, pool: pg.Pool): Database {
  const $transaction = (asked: unknown, options?: unknown): Promise<unknown> =>
    typeof asked === 'function'
      ? inTransaction({ pool, client }, asked as Parameters<typeof inTransaction>[1])
      : client.$transaction(asked as never, options as never);
  const $disconnect = async (): Promise<void> => {
    await client.$disconnect();
    if (!pool.ending) await pool.end();
  };
  const own: Record<string | symbol, unknown> = {
    ...handwritten(() => pool),
    ...{ $transaction, $disconnect, transaction: $transaction, close: $disconnect, models: client },
  };
  return new Proxy(client as Database, {
    get: (target, name) => (Object.hasOwn(own, name) ? own[name] : Reflect.get(target, name, target)),
  });
}
