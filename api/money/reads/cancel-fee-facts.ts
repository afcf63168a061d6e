import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import type { FeeFacts } from '#contracts/orders/ending-fee.ts';

/** What cancelling this order depends on, as its rows stand; null: there is nothing to cancel that could cost. */
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
