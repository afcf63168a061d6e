import type { OrderView } from '#contracts/orders/order.ts';
import type { StaffAction } from './actions.ts';

/** The server's word, less what has nothing to act on, plus the fee of a closed order. */
export function staffActions(order: OrderView, role: string): StaffAction[] {
  const allowed: StaffAction[] = order.allowed.filter((a) => a !== 'sign');
  const open = order.shortlist.filter((c) => c.status === 'offered' || c.status === 'accepted');
  const signed = order.agreement?.signedBy.includes('helper') ?? false;
  const actions: StaffAction[] = allowed.filter((a) => {
    if (a === 'decideCase') return order.cases.some((c) => c.status === 'open');
    if (a === 'completeInquiry')
      return order.waitingFor === 'agent' && order.cases.every((c) => c.status !== 'open');
    if (a === 'chooseHelper') return open.length > 0;
    if (a === 'answerOffer')
      return order.stage === 'agreement' ? !signed : open.some((c) => c.status === 'offered');
    if (a === 'letTimePass') return order.deadline !== null;
    return true;
  });
  if (order.stage === 'closed' && role === 'ops' && (order.money?.feeFen ?? 0) > 0) actions.push('waiveFee');
  return actions;
}

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
