import type pg from 'pg';
import { types } from 'pg';
import { Prisma, type PrismaClient } from '#prisma/generated/client.ts';
import type { Statement } from './sql.ts';

/** A pool or one of its connections. */
export type Speaker = Pick<pg.ClientBase, 'query'>;
export interface Queries {
  /** The rows of a statement. Bigints come as `bigint`, times as `Date`, JSON as its value. */
  query<Row>(statement: Statement): Promise<Row[]>;
  /** How many rows the statement touched. */
  execute(statement: Statement): Promise<number>;
}
/** What of Prisma's client is answered here. */
export type Handwritten = Pick<PrismaClient, '$queryRaw' | '$executeRaw'> & Queries;
type Query = TemplateStringsArray | Prisma.Sql;

/**
 * Statements that are written by hand go straight to the driver: on their way through Prisma they take twice as long
 * for the same text and the same rows (docs/decisions/091). Values and rows are as Prisma has them.
 */
export function handwritten(speaker: () => Speaker): Handwritten {
  const run = (query: Query, values: unknown[]) => speaker().query(statementOf(query, values));
  return {
    query: async (statement: Statement) => (await run(statement, [])).rows,
    execute: async (statement: Statement) => (await run(statement, [])).rowCount ?? 0,
    $queryRaw: async (query: Query, ...values: unknown[]) => (await run(query, values)).rows,
    $executeRaw: async (query: Query, ...values: unknown[]) => (await run(query, values)).rowCount ?? 0,
  } as unknown as Handwritten;
}

interface Known {
  text: string;
  name: string | undefined;
}
const known = new WeakMap<TemplateStringsArray, Known>();

function statementOf(query: Query, values: unknown[]): pg.QueryConfig {
  if (query instanceof Prisma.Sql) return ofSql(query);
  if (values.some((value) => value instanceof Prisma.Sql))
    return ofSql(Prisma.sql(query, ...(values as never[])));
  let statement = known.get(query);
  if (!statement) {
    const text = query.reduce((before, part, n) => `${before}$${n}${part}`);
    statement = { text, name: nameOf(text) };
    known.set(query, statement);
  }
  return { ...statement, values: values.map(asValue), types: TYPES };
}

function ofSql(query: Prisma.Sql): pg.QueryConfig {
  const { text } = query;
  return { text, name: nameOf(text), values: query.values.map(asValue), types: TYPES };
}

/** The driver would write a time as its own clock has it, which a column without a zone takes for UTC. */
function asValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) && value[0] instanceof Date ? value.map(asValue) : value;
}

const names = new Map<string, string>();
/** Plans a connection keeps at most; those that ask for one by the marker always get one. */
const MOST_NAMES = 400;
const MOST_MARKED = 600;

/**
 * A statement with a name is sent and planned once per connection: later only its values travel. Lists of many
 * lengths make many texts, so the names are limited.
 */
export function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined) {
    if (names.size >= (text.startsWith('/* prepared */') ? MOST_MARKED : MOST_NAMES)) return undefined;
    name = `anjia_${names.size}`;
    names.set(text, name);
  }
  return name;
}

const { builtins } = types;
const INT8_ARRAY = 1016;
const TIMESTAMP_ARRAY = 1115;
const TIMESTAMPTZ_ARRAY = 1185;

/** What the driver reads otherwise than Prisma. Sessions speak UTC (platform/database.ts). */
const READERS: Record<number, (text: string) => unknown> = {
  [builtins.INT8]: BigInt,
  [builtins.NUMERIC]: (text) => new Prisma.Decimal(text),
  [builtins.DATE]: (text) => new Date(`${text}T00:00:00Z`),
  [builtins.TIMESTAMP]: readTime,
  [builtins.TIMESTAMPTZ]: readTime,
  [INT8_ARRAY]: (text) => listOf(text).map(BigInt),
  [TIMESTAMP_ARRAY]: (text) => listOf(text).map(readTime),
  [TIMESTAMPTZ_ARRAY]: (text) => listOf(text).map(readTime),
};
const TYPES = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    READERS[oid] ?? types.getTypeParser(oid, format as 'text')) as typeof types.getTypeParser,
};

// 2026-11-29 18:00:00.123+00, or without the zone
function readTime(text: string): Date {
  const time = text.replace(' ', 'T');
  return new Date(/[+-]\d\d$/.test(time) ? `${time}:00` : `${time}Z`);
}

/** None of these has quotes or commas inside its elements, but a time has a blank and so comes in quotes. */
const listOf = (text: string): string[] =>
  text === '{}' ? [] : text.slice(1, -1).replaceAll('"', '').split(',');
