import { AsyncLocalStorage } from 'node:async_hooks';
import type { SqlDriverAdapter, SqlDriverAdapterFactory, Transaction } from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import type { Prisma, PrismaClient } from '#prisma/generated/client.ts';

/** The connection of our transaction that Prisma is about to join. */
const joining = new AsyncLocalStorage<pg.PoolClient>();

/** The same factory, whose transactions join ours where one is being joined. */
export function joinable<F extends SqlDriverAdapterFactory>(factory: F): F {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) => {
      const connection = joining.getStore();
      return connection ? joined(adapter, connection) : start(level);
    };
    return adapter;
  };
  return factory;
}

/** Prisma's view of a transaction that we begin and end: with "phantom" queries Prisma sends no BEGIN and no COMMIT. */
function joined(adapter: SqlDriverAdapter, client: pg.PoolClient): Transaction {
  const nothing = async (): Promise<void> => undefined;
  return Object.assign(Object.create(adapter) as Transaction, {
    client,
    options: { usePhantomQuery: true },
    commit: nothing,
    rollback: nothing,
  });
}

/** Prisma inside the transaction of this connection: it joins at the first `join()`, and `leave()` ends its part. */
export function prismaIn(input: { client: PrismaClient; connection: pg.PoolClient; longestMs: number }) {
  const { client, connection, longestMs } = input;
  let joinedAt: Promise<Prisma.TransactionClient> | undefined;
  let end: () => void = () => undefined;
  let left: Promise<unknown> = Promise.resolve();
  return {
    join: (): Promise<Prisma.TransactionClient> => {
      joinedAt ??= new Promise((resolve, reject) => {
        const over = new Promise<void>((done) => {
          end = done;
        });
        left = joining.run(connection, () =>
          client.$transaction(
            async (tx) => {
              resolve(tx);
              await over;
            },
            { timeout: longestMs },
          ),
        );
        left.catch(reject);
      });
      return joinedAt;
    },
    leave: async (): Promise<void> => {
      end();
      await left;
    },
  };
}
