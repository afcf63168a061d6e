import type { Database } from '#platform/database.ts';

/** Where a row goes: a database or what a transaction of it gives. */
export type Rows = Pick<Database, 'models'>;

/** What a test states of a row; the builder knows the rest. */
export type Given<Input, Named extends keyof Input = never> = Pick<Input, Named> & Partial<Input>;

/** One row after the other, in this order. */
export async function each<Row, Made>(
  build: (rows: Rows, given: Row) => Promise<Made>,
  rows: Rows,
  all: Row[],
): Promise<Made[]> {
  const made: Made[] = [];
  for (const given of all) made.push(await build(rows, given));
  return made;
}

export const HOUR = 3_600_000;
/** From now; less than nothing is in the past. */
export const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR);
