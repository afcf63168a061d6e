import { stdSerializers } from 'pino';

/** Fields in which PostgreSQL quotes the row and the statement: personal data, and no help beyond the SQL state. */
const QUOTES = new Set(['detail', 'where', 'internalQuery']);
const DEPTH = 5;
type Fields = Record<string, unknown>;

/**
 * An error for the log. PostgreSQL's code is logged as `sqlState`, the error's name as `errorName`, because fields
 * called `code` and `name` are hidden, like one-time codes and people's names (logger.ts).
 */
export function errorInLog(error: unknown): unknown {
  if (!(error instanceof Error) && typeof (error as Fields | null)?.message !== 'string') return error;
  const { name } = error as Error;
  const { raw: _, ...line } = stdSerializers.err(error as Error);
  const sqlState = sqlStateOf(error);
  const kept = withoutQuotes(line, DEPTH) as Fields;
  delete kept.name;
  if (kept.code === sqlState) delete kept.code;
  // The message quotes an input that does not fit its type.
  if (sqlState?.startsWith('22'))
    for (const field of ['message', 'stack']) kept[field] = String(kept[field]).replace(/"[^"\n]*"/g, '"…"');
  return {
    ...kept,
    ...(name && !['Error', 'error', line.type].includes(name) ? { errorName: name } : {}),
    ...(sqlState ? { sqlState } : {}),
  };
}

/** The code of the driver's own error, or of one that Prisma or we wrapped. */
function sqlStateOf(error: unknown, depth = DEPTH): string | undefined {
  if (typeof error !== 'object' || error === null || depth === 0) return undefined;
  const { code, severity, originalCode, meta, driverAdapterError, cause } = error as Fields;
  const own = typeof severity === 'string' ? code : originalCode;
  if (typeof own === 'string' && /^[0-9A-Z]{5}$/.test(own)) return own;
  for (const within of [meta, driverAdapterError, cause]) {
    const state = sqlStateOf(within, depth - 1);
    if (state) return state;
  }
  return undefined;
}

function withoutQuotes(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) return value.map((one) => withoutQuotes(one, depth - 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !QUOTES.has(key))
      .map(([key, one]) => [key, withoutQuotes(one, depth - 1)]),
  );
}
