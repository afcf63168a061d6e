import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import type { FeeFacts } from '#contracts/orders/ending-fee.ts';

type Agreement = { status: string; sealedAt: Date | null; createdAt: Date; endsFreeExit: boolean };

/** The facts that decide the cancellation fee, from the rows of this order; null: no fee is possible. */
export function cancelFeeFacts(input: {
  order: StoredOrder;
  agreements: Agreement[];
  visit: { feeFloorFen: number } | null;
}): Omit<FeeFacts, 'role'> | null {
  const { order, agreements, visit } = input;
  if (order.stage === 'closed' || order.totalFen === null || !order.startsAt) return null;
  return {
    ending: 'cancelled',
    signed: agreements.some(({ status }) => status === 'signed'),
    freeExit: mayLeaveFree(agreements),
    startsAt: order.startsAt.getTime(),
    now: Date.now() + order.clockShiftMs,
    totalFen: order.totalFen,
    floorFen: visit?.feeFloorFen ?? 0,
    policy: order.policy,
  };
}

/** The last helper of a signed agreement dropped out, and the customer has not signed another agreement since. */
function mayLeaveFree(agreements: Agreement[]): boolean {
  const inOrder = [...agreements].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const dropped = inOrder.findLastIndex(({ status, sealedAt }) => status === 'void' && sealedAt !== null);
  return dropped >= 0 && !inOrder.slice(dropped + 1).some(({ endsFreeExit }) => endsFreeExit);
}
