import type { Database } from '#platform/database.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { Reader } from '../reader.ts';
import { Refused } from '../refused.ts';
import { visibleTo } from './find-order.ts';

const WHOLE = {
  inquiry: true,
  visit: true,
  review: true,
  cases: { orderBy: { openedAt: 'desc' } },
  candidates: { orderBy: [{ round: 'desc' }, { rank: 'asc' }] },
  agreements: {
    orderBy: { createdAt: 'desc' },
    include: { signatures: true, document: { select: { sha256: true } } },
  },
  proposals: { where: { status: 'open' } },
  amendments: { select: { id: true } },
  events: { orderBy: { id: 'asc' } },
} satisfies Prisma.OrderInclude;

export type WholeOrder = Prisma.OrderGetPayload<{ include: typeof WHOLE }>;

/** One order with all that hangs on it, if the reader may see it. */
export async function loadOrder(input: {
  database: Database;
  reader: Reader;
  orderId: string;
}): Promise<WholeOrder> {
  const where = { AND: [{ id: input.orderId }, visibleTo(input.reader)] };
  const order = await input.database.order.findFirst({ where, include: WHOLE });
  if (!order) throw new Refused('NotFound');
  return order;
}
