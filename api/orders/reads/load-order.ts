import { findOrder } from '#api/access/find-order.ts';
import type { Reader } from '#api/access/reader.ts';
import type { StoredOrder } from '#api/access/stored-order.ts';
import type { Database } from '#platform/database.ts';
import { type RowsOfOrder, rowsOfOrder } from './rows-of-order.ts';

export type WholeOrder = StoredOrder & RowsOfOrder;

/** One order with all that hangs on it, if the reader may see it. */
export async function loadOrder(input: {
  database: Database;
  reader: Reader;
  orderId: string;
}): Promise<WholeOrder> {
  const order = await findOrder(input);
  return { ...order, ...(await rowsOfOrder(input.database, order.id)) };
}
