import { empty, join, raw, Sql } from '@prisma/client/runtime/client';

/** A statement or a part of one: its text with `$1`, `$2`, …, and the values that travel apart from it. */
export type Statement = Sql;

/**
 * Builds a statement: sql`SELECT … WHERE id = ${id} AND ${condition}`. Another statement inside it becomes part of its
 * text, everything else a value, so what a person wrote never stands in the text.
 */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Statement {
  return new Sql(strings, values);
}
/** Statements (or values) with a separator between them, a comma if none is given. Throws when there are none. */
sql.join = join;
/** Text as it is: only for text that stands in our code, never for what came in. */
sql.raw = raw;
/** No text at all. */
sql.empty = empty;
