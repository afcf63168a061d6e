import { types } from 'pg';
import { Prisma } from '#prisma/generated/client.ts';

const { builtins } = types;
const INT8_ARRAY = 1016;
const TIMESTAMP_ARRAY = 1115;
const TIMESTAMPTZ_ARRAY = 1185;

/** Types that the driver would parse differently from Prisma. Sessions are in UTC (platform/database.ts). */
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

/** For the driver: the parsers of the columns of our own statements. */
export const TYPE_READERS = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    READERS[oid] ?? types.getTypeParser(oid, format as 'text')) as typeof types.getTypeParser,
};

// 2026-11-29 18:00:00.123+00, or without the zone
function readTime(text: string): Date {
  const time = text.replace(' ', 'T');
  return new Date(/[+-]\d\d$/.test(time) ? `${time}:00` : `${time}Z`);
}

/** Elements of these types have no quotes or commas inside, but a time contains a blank and is therefore quoted. */
const listOf = (text: string): string[] =>
  text === '{}' ? [] : text.slice(1, -1).replaceAll('"', '').split(',');
