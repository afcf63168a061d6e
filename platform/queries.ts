import type pg from 'pg';
import type { Statement } from './sql.ts';
import { statementName } from './statement-name.ts';
import { TYPE_READERS } from './type-readers.ts';

/** What executes our own statements: the database of a process, or an open transaction. */
export interface Queries {
  /** The rows of a statement: bigints as `bigint`, numerics as `Decimal`, times as `Date`, JSON as its value. */
  query<Row>(statement: Statement): Promise<Row[]>;
  /** How many rows the statement changed or found. */
  execute(statement: Statement): Promise<number>;
}

/**
 * Runs statements on a pool or on one of its connections. They go to the driver, not through Prisma, which takes twice
 * as long for the same text and rows (docs/decisions/091).
 * @param connection asked at each statement; may throw
 */
export function queriesOn(connection: () => Pick<pg.ClientBase, 'query'>): Queries {
  const run = async ({ text, values }: Statement) =>
    connection().query({
      text,
      name: statementName(text),
      values: values.map(sentValue),
      types: TYPE_READERS,
    });
  return {
    query: async (statement) => (await run(statement)).rows,
    execute: async (statement) => (await run(statement)).rowCount ?? 0,
  };
}

/** The driver would write a time in its own zone, which a column without a zone would store as UTC. */
function sentValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) && value[0] instanceof Date ? value.map(sentValue) : value;
}
