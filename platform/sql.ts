import tag, { empty, join, type RawValue, raw, type Sql } from 'sql-template-tag';

/** A statement or a part of one: its text with `$1`, `$2`, …, and its values, which are sent apart from the text. */
export type Statement = Sql;

/**
 * Builds a statement: sql`SELECT … WHERE id = ${id} AND ${condition}`. A statement inside another becomes part of its
 * text; anything else is a value and never gets into the text.
 */
export const sql = (strings: TemplateStringsArray, ...values: RawValue[]): Statement =>
  tag(strings, ...values);
/** Statements (or values) with a separator between them, by default a comma. Throws when the list is empty. */
sql.join = join;
/** Text as it is. Only for text from our own code, never for input. */
sql.raw = raw;
/** No text. */
sql.empty = empty;
