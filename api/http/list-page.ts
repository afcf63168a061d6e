import { z } from 'zod';
import type { Queries } from '#platform/database.ts';
import { type Statement, sql } from '#platform/sql.ts';
import { wrongField } from './refused.ts';

/** What a cursor of a list consists of. */
export interface CursorShape {
  /** Stands in the cursors: never the same in two lists. */
  name: string;
  keys: readonly { type: keyof typeof TYPES }[];
}
/** One expression that a list is sorted by, never null. */
interface Key {
  by: Statement;
  type: keyof typeof TYPES;
}
/**
 * One part of a list. All its keys have the same direction, so that the rows after a place are one range of an index.
 * The last key is unique.
 */
export interface Part extends CursorShape {
  keys: Key[];
  newestFirst?: boolean;
  id: Statement;
  from: Statement;
  where: Statement[];
}

/** What a cursor may contain, as PostgreSQL writes it. Anything else would be an error of the database. */
const TYPES = {
  boolean: z.enum(['true', 'false']),
  uuid: z.guid(),
  bigint: z.string().regex(/^-?\d{1,18}$/),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL refuses U+0000
  text: z.string().regex(/^[^\u0000]{0,200}$/),
  timestamptz: z
    .string()
    .refine(
      (text) => text === 'infinity' || TIME.safeParse(text.replace(' ', 'T').replace(/\+00$/, 'Z')).success,
    ),
};
const TIME = z.iso.datetime();
const Cursor = z.array(z.string()).min(2);

/**
 * The ids of one page: at most `limit` rows after the cursor, whatever was added meanwhile. A part continues where the
 * one before it ends. `next` is null at the end of the list. Throws InvalidInput for a cursor that is not of this list.
 */
export async function listPage(input: {
  database: Queries;
  parts: Part[];
  after: string | undefined;
  limit: number;
}): Promise<{ ids: string[]; next: string | null }> {
  const { database, parts, after, limit } = input;
  const place = after === undefined ? null : readCursor(parts, after);
  const found: { id: string; cursor: string[] }[] = [];
  for (const part of place ? parts.slice(parts.indexOf(place.part)) : parts) {
    const missing = limit + 1 - found.length;
    if (missing === 0) break;
    const behind = part === place?.part ? [isBehind(part, place.values)] : [];
    const rows = await database.query<{ id: string; place: string[] }>(sql`
      SELECT ${part.id}::text AS id, ARRAY[${sql.join(part.keys.map(({ by }) => sql`(${by})::text`))}] AS place
      FROM ${part.from} WHERE ${sql.join([...part.where, ...behind], ' AND ')}
      ORDER BY ${sql.join(part.keys.map(({ by }) => (part.newestFirst ? sql`${by} DESC` : by)))} LIMIT ${missing}`);
    found.push(...rows.map(({ id, place }) => ({ id, cursor: [part.name, ...place] })));
  }
  const shown = found.slice(0, limit);
  const next = found.length > limit ? writeCursor(shown.at(-1)!.cursor) : null;
  return { ids: shown.map(({ id }) => id), next };
}

const isBehind = ({ keys, newestFirst }: Part, values: string[]): Statement => sql`
  (${sql.join(keys.map(({ by }) => by))}) ${newestFirst ? sql`<` : sql`>`}
  (${sql.join(keys.map(({ type }, n) => sql`${values[n]}::${sql.raw(type)}`))})`;

export const writeCursor = (cursor: string[]): string =>
  Buffer.from(JSON.stringify(cursor)).toString('base64url');

/** Throws InvalidInput for a cursor that has none of these shapes. */
export function readCursor<Shape extends CursorShape>(
  parts: Shape[],
  after: string,
): { part: Shape; values: string[] } {
  const [name, ...values] = Cursor.safeParse(parsed(after)).data ?? [];
  const part = parts.find((one) => one.name === name);
  const fits =
    part?.keys.length === values.length &&
    part.keys.every(({ type }, n) => TYPES[type].safeParse(values[n]).success);
  if (!part || !fits) throw wrongField('after', 'not a place in this list');
  return { part, values };
}

function parsed(after: string): unknown {
  try {
    return JSON.parse(Buffer.from(after, 'base64url').toString());
  } catch {
    return null;
  }
}

/** The rows in the order of their ids. */
export function inOrder<Row extends { id: string }>(ids: string[], rows: Row[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
