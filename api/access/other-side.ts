import type { Reader } from '#api/http/reader.ts';
import type { Database } from '#platform/database.ts';
import { findOrder } from './find-order.ts';

/** The other side of a closed order: the customer's helper or the helper's customer; null while it is open. */
export async function otherSide(input: {
  database: Database;
  reader: Reader;
  orderId: string;
}): Promise<string | null> {
  const order = await findOrder(input);
  if (order.stage !== 'closed' || !order.helperId) return null;
  if (input.reader.role === 'customer') return order.helperId;
  return order.helperId === input.reader.id ? order.customerId : null;
}
