import { Counter } from 'prom-client';
import type { z } from 'zod';
import type { Deps } from '#api/deps.ts';
import type { Unreadable } from '#contracts/lists.ts';

const unreadableRows = new Counter({
  name: 'anjia_unreadable_rows_total',
  help: 'Rows that do not fit the contract of their list; each counts once in a process',
  labelNames: ['list'],
});
/** Screens read their list every 15 s: a row is logged once, unless so many others were unreadable meanwhile. */
const MOST = 1_000;
const logged = new Set<string>();

/**
 * Presents the rows of a list. A row that throws or does not fit the contract is named instead, so that the rest of
 * the list is shown.
 */
export function readableRows<Row, Item extends z.ZodType>(input: {
  deps: Pick<Deps, 'logger'>;
  /** For the log and the metric. */
  list: string;
  rows: readonly Row[];
  item: Item;
  idOf: (row: Row) => string;
  present: (row: Row) => z.input<Item>;
}): { shown: z.input<Item>[]; unreadable: Unreadable } {
  const { deps, list, rows, item, idOf, present } = input;
  const shown: z.input<Item>[] = [];
  const unreadable: Unreadable = [];
  for (const row of rows) {
    try {
      const presented = present(row);
      item.parse(presented);
      shown.push(presented);
    } catch (error) {
      const id = idOf(row);
      unreadable.push({ id });
      logOnce({ deps, list, id, error });
    }
  }
  return { shown, unreadable };
}

function logOnce(input: { deps: Pick<Deps, 'logger'>; list: string; id: string; error: unknown }): void {
  const { deps, list, id, error } = input;
  const name = `${list} ${id}`;
  if (logged.has(name)) return;
  if (logged.size >= MOST) logged.clear();
  logged.add(name);
  unreadableRows.inc({ list });
  deps.logger.error({ list, id, err: error }, 'a row of a list cannot be read');
}
