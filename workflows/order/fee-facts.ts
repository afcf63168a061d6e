import type { FeeFacts } from '#contracts/orders/ending-fee.ts';
import type { Policy } from '#contracts/policy.ts';
import type { OrderState } from './order-state.ts';

/** The facts that decide the fee of an ending now; null: nobody is booked. */
export function feeFactsOf(order: OrderState, policy: Policy): Omit<FeeFacts, 'ending' | 'role'> | null {
  const { booked } = order;
  if (!booked) return null;
  return {
    signed: order.signedBy.length === 2,
    freeExit: order.freeExit,
    startsAt: Date.parse(booked.startsAt),
    now: Date.now() + order.clockShiftMs,
    totalFen: booked.totalFen,
    floorFen: order.feeFloorFen,
    policy,
  };
}
