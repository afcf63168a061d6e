import type pg from 'pg';
import type { Prisma, PrismaClient } from '#prisma/generated/client.ts';
import { prismaIn } from './join-prisma.ts';
import { type Queries, queriesOn } from './queries.ts';

/** Prisma's models, without its raw statements: our own statements are `sql`. */
export type Models = Omit<Prisma.TransactionClient, `$${string}`>;

/** An open transaction. */
export interface Tx extends Queries {
  /** Reads and writes by model inside this transaction: Prisma joins it at the first call. */
  models(): Promise<Models>;
}

/** The time that the slowest step may take; then the transaction is rolled back. */
const LONGEST_MS = 15_000;

/**
 * The transaction was rolled back: the database was unavailable or too slow. The same work may succeed when tried
 * again.
 */
export class TransactionTooLong extends Error {
  override name = 'TransactionTooLong';
}

/**
 * One transaction on one connection. Everything that `work` did is committed, or nothing when it throws, when one of
 * its statements failed, or when it takes longer than `longestMs`: then `TransactionTooLong` is thrown.
 */
export async function inTransaction<R>(
  input: { pool: pg.Pool; client: PrismaClient; longestMs?: number },
  work: (tx: Tx) => Promise<R>,
): Promise<R> {
  const { pool, client, longestMs = LONGEST_MS } = input;
  const connection = await pool.connect();
  let open = true;
  let broken: Error | undefined;
  // A connection that breaks between two statements emits an event, and fails the next statement.
  const onError = (error: Error): void => {
    broken = error;
  };
  connection.on('error', onError);
  const tooLong = () => new TransactionTooLong(`The transaction has taken longer than ${longestMs} ms`);
  const late = setTimeout(() => {
    open = false;
  }, longestMs);
  const stillOpen = (): pg.PoolClient => {
    if (!open) throw tooLong();
    return connection;
  };
  const prisma = prismaIn({ client, connection, longestMs });
  const models = async (): Promise<Models> => {
    stillOpen();
    return prisma.join();
  };
  try {
    await connection.query('BEGIN');
    const result = await work({ ...queriesOn(stillOpen), models });
    await prisma.leave();
    if (!open) throw tooLong();
    open = false;
    const { command } = await connection.query('COMMIT');
    // A statement failed and `work` continued: PostgreSQL has rolled back.
    if (command !== 'COMMIT')
      throw new Error('The transaction was rolled back: one of its statements had failed');
    return result;
  } catch (error) {
    // Statements that `work` did not await must not be sent after the ROLLBACK: they would be committed.
    open = false;
    await prisma.leave().catch(() => undefined);
    await connection.query('ROLLBACK').catch(onError);
    throw error;
  } finally {
    clearTimeout(late);
    open = false;
    connection.off('error', onError);
    connection.release(broken);
  }
}
