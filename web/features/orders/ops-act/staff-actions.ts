import { TOLD_BY_PHONE } from '#contracts/notices/bounced.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { STAFF_ACTIONS, type StaffAction } from './actions.ts';

/** What the server lets this member of the staff do, as far as it has a form. */
export const staffActions = ({ allowed }: Pick<OrderView, 'allowed'>): StaffAction[] =>
  allowed.filter((action): action is StaffAction => action in STAFF_ACTIONS);

/** The one action this order waits for from us. */
export function urgentAction(order: OrderView, actions: StaffAction[]): StaffAction | null {
  if (!order.needsOps && order.waitingFor !== 'agent') return null;
  // The order goes on by itself; only somebody does not know it.
  if (order.needsOpsReason === 'noticeBounced') {
    const settling = actions.find((action) => STAFF_ACTIONS[action].reasons?.includes(TOLD_BY_PHONE));
    if (settling) return settling;
  }
  const inOrder = Object.keys(STAFF_ACTIONS) as StaffAction[];
  return inOrder.find((action) => STAFF_ACTIONS[action].urgent && actions.includes(action)) ?? null;
}
