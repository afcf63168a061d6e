import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '#prisma/generated/client.ts';

export type Database = PrismaClient;

/** One pool per process. It connects on first use and recovers by itself after an outage of PostgreSQL. */
export function openDatabase(input: { url: string; max?: number; component?: string }): Database {
  const adapter = new PrismaPg(
    {
      connectionString: input.url,
      max: input.max ?? 10,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      application_name: `anjia-${input.component ?? 'process'}`,
    },
    // A lost idle connection is replaced by the pool: nothing to do, and no reason to crash.
    { onPoolError: () => undefined, onConnectionError: () => undefined },
  );
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 5_000, timeout: 15_000 } });
}
