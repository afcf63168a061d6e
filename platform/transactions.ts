import { AsyncLocalStorage } from 'node:async_hooks';
import type { SqlDriverAdapter, SqlDriverAdapterFactory, Transaction } from '@prisma/driver-adapter-utils';
import type pg from 'pg';
import type { Prisma, PrismaClient } from '#prisma/generated/client.ts';
import { handwritten, type Queries } from './handwritten.ts';

/** An open transaction. The members of Prisma's client will go: ask `models()` for them. */
export interface Tx extends Queries, Prisma.TransactionClient {
  /** Reads and writes by model inside this transaction. Prisma joins it at the first call, which costs a moment. */
  models(): Promise<Prisma.TransactionClient>;
}

/** As long as the slowest step may take; then nothing of it is kept. */
const LONGEST_MS = 15_000;

/** Nothing of it was kept: what it speaks to was away or too busy, and the same may work in a moment. */
export class TransactionTooLong extends Error {
  override name = 'TransactionTooLong';
}

/** A transaction of ours that Prisma is to join instead of opening one of its own. */
const joining = new AsyncLocalStorage<pg.PoolClient>();

/** The same factory, whose transactions join the one that is open where they are asked for. */
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

/** Prisma's part of a transaction that is begun and ended elsewhere: "phantom" says that Prisma sends neither. */
function joined(adapter: SqlDriverAdapter, client: pg.PoolClient): Transaction {
  const nothing = async (): Promise<void> => undefined;
  return Object.assign(Object.create(adapter) as Transaction, {
    client,
    options: { usePhantomQuery: true },
    commit: nothing,
    rollback: nothing,
  });
}

/**
 * One transaction on one connection: what `work` does is kept together, or nothing of it when it throws. Statements by
 * hand go to the connection; the first use of a model lets Prisma join.
 */
export async function inTransaction<R>(
  input: { pool: pg.Pool; client: PrismaClient; longestMs?: number },
  work: (tx: Tx) => Promise<R>,
): Promise<R> {
  const { pool, client, longestMs = LONGEST_MS } = input;
  const connection = await pool.connect();
  let open = true;
  let broken: Error | undefined;
  // A connection that breaks between two statements says so by an event, and by the next statement.
  const onError = (error: Error): void => {
    broken = error;
  };
  connection.on('error', onError);
  const tooLong = () => new TransactionTooLong(`The transaction has taken longer than ${longestMs} ms`);
  const late = setTimeout(() => {
    open = false;
  }, longestMs);
  const statements = handwritten(() => {
    if (!open) throw tooLong();
    return connection;
  });
  const models = joinLater(client, connection, longestMs);
  try {
    await connection.query('BEGIN');
    const result = await work(transactionClient(statements, models.client));
    await models.leave();
    if (!open) throw tooLong();
    open = false;
    const { command } = await connection.query('COMMIT');
    // A statement failed and `work` went on all the same: PostgreSQL has kept nothing.
    if (command !== 'COMMIT')
      throw new Error('The transaction was rolled back: one of its statements had failed');
    return result;
  } catch (error) {
    // What `work` has left running must not speak after the ROLLBACK: it would be kept.
    open = false;
    await models.leave().catch(() => undefined);
    await connection.query('ROLLBACK').catch(onError);
    throw error;
  } finally {
    clearTimeout(late);
    open = false;
    connection.off('error', onError);
    connection.release(broken);
  }
}

/** Prisma's client inside the transaction, from its first use on. */
function joinLater(client: PrismaClient, connection: pg.PoolClient, longestMs: number) {
  let joinedAt: Promise<Prisma.TransactionClient> | undefined;
  let end: () => void = () => undefined;
  let left: Promise<unknown> = Promise.resolve();
  return {
    client: () => {
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
    leave: async () => {
      end();
      await left;
    },
  };
}

type Model = Record<string, (args: unknown) => Promise<unknown>>;

/** What a transaction's work sees: our statements, and Prisma's models. */
function transactionClient(
  statements: ReturnType<typeof handwritten>,
  joined: () => Promise<Prisma.TransactionClient>,
): Tx {
  const models = new Map<string, Model>();
  const modelOf = (name: string): Model =>
    new Proxy({} as Model, {
      get: (_, method: string) => async (args: unknown) => {
        const tx = (await joined()) as unknown as Record<string, Model>;
        return tx[name]![method]!(args);
      },
    });
  return new Proxy({ ...statements, models: joined } as unknown as Tx, {
    get(target, name, receiver) {
      if (typeof name === 'symbol' || name === 'then' || name in target)
        return Reflect.get(target, name, receiver);
      if (name.startsWith('$')) {
        // Rarely used, and never where it counts: as Prisma does it.
        return async (...args: unknown[]) => {
          const tx = (await joined()) as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
          return tx[name]!(...args);
        };
      }
      const model = models.get(name) ?? modelOf(name);
      models.set(name, model);
      return model;
    },
  });
}
