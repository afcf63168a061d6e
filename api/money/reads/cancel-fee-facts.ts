import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import type { FeeFacts } from '#contracts/orders/ending-fee.ts';

/** The facts that decide the cancellation fee, from the rows of this order; null: no fee is possible. */
export function cancelFeeFacts(input: {
  order: StoredOrder;
  agreements: { status: string; sealedAt: Date | null }[];
  visit: { feeFloorFen: number } | null;
}): Omit<FeeFacts, 'role'> | null {
  const { order, agreements, visit } = input;
  if (order.stage === 'closed' || order.totalFen === null || !order.startsAt) return null;
  return {
    ending: 'cancelled',
    signed: agreements.some(({ status }) => status === 'signed'),
    freeExit: agreements.some(({ status, sealedAt }) => status === 'void' && sealedAt !== null),
    startsAt: order.startsAt.getTime(),
    now: Date.now() + order.clockShiftMs,
    totalFen: order.totalFen,
    floorFen: visit?.feeFloorFen ?? 0,
    policy: order.policy,
  };
}
