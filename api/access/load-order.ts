import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import type { Reader } from '#api/http/reader.ts';
import { type RowsOfOrder, rowsOfOrder } from '#api/order-rows/rows-of-order.ts';
import type { Database } from '#platform/database.ts';
import { findOrder } from './find-order.ts';

export type WholeOrder = StoredOrder & RowsOfOrder;

/** One order with its related rows, if the reader may see it. */
export async function loadOrder(input: {
  database: Database;
  reader: Reader;
  orderId: string;
}): Promise<WholeOrder> {
  const order = await findOrder(input);
  return { ...order, ...(await rowsOfOrder(input.database, order.id)) };
}
