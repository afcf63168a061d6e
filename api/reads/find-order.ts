import type { Database } from '#platform/database.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { isStaff, type Reader } from '../reader.ts';
import { Refused } from '../refused.ts';

export type OrderRow = Prisma.OrderGetPayload<object>;

/** Which orders this reader may see: one's own; a helper those he was offered, agreed on or has; staff all. */
export function visibleTo(reader: Reader): Prisma.OrderWhereInput {
  if (isStaff(reader)) return {};
  if (reader.role === 'customer') return { customerId: reader.id };
  return {
    OR: [
      { helperId: reader.id },
      { candidates: { some: { helperId: reader.id } } },
      { agreements: { some: { helperId: reader.id } } },
    ],
  };
}

/** The order, if the reader may see it: someone else's order answers as a missing one does. */
export async function findOrder(input: {
  database: Database;
  reader: Reader;
  orderId: string;
}): Promise<OrderRow> {
  const order = await input.database.order.findFirst({
    where: { AND: [{ id: input.orderId }, visibleTo(input.reader)] },
  });
  if (!order) throw new Refused('NotFound');
  return order;
}
