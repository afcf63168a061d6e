import type { OrderView } from '#contracts/orders/order.ts';
import type { StaffAction } from './actions.ts';

/** What the server lets this member of the staff do. Nobody signs for somebody else. */
export const staffActions = ({ allowed }: Pick<OrderView, 'allowed'>): StaffAction[] =>
  allowed.filter((action) => action !== 'sign');

/** The one action this order waits for from us. */
export function urgentAction(order: OrderView, actions: StaffAction[]): StaffAction | null {
  if (!order.needsOps && order.waitingFor !== 'agent') return null;
  // The order goes on by itself; only somebody does not know it.
  if (order.needsOpsReason === 'noticeBounced' && actions.includes('retryStep')) return 'retryStep';
  return (
    (['decideCase', 'completeInquiry', 'dispatchHelper', 'retryStep', 'checkOut'] as const).find((a) =>
      actions.includes(a),
    ) ?? null
  );
}
