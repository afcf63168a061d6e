import { readOrder } from '#activities/order-rows/order-row.ts';
import type { Deps } from '#api/deps.ts';
import { readableRows } from '#api/http/readable-rows.ts';
import { OrderSummary } from '#contracts/orders/order.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { presentSummary } from './present-summary.ts';

/** Orders for a list, with the masked names of their helpers. */
export async function listSummaries(input: {
  deps: Deps;
  list: string;
  rows: Prisma.OrderGetPayload<{ include: { visit: true } }>[];
}) {
  const { deps, list, rows } = input;
  const ids = [...new Set(rows.flatMap((row) => row.helperId ?? []))];
  const helpers = await deps.database.models.helper.findMany({
    where: { id: { in: ids } },
    select: { id: true, displayName: true },
  });
  const byId = new Map(helpers.map((helper) => [helper.id, helper]));
  return readableRows({
    ...{ deps, list, rows },
    item: OrderSummary,
    idOf: ({ id }) => id,
    present: (row) => presentSummary(readOrder(row), byId.get(row.helperId ?? '') ?? null),
  });
}
