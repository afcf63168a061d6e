import type { OrderSummary } from '#contracts/orders/order.ts';

/** The customer's open orders: those that wait for the customer first, then by deadline. */
export function byUrgency(a: OrderSummary, b: OrderSummary): number {
  const mine = Number(b.waitingFor === 'customer') - Number(a.waitingFor === 'customer');
  if (mine !== 0) return mine;
  return (a.deadline ?? a.startsAt ?? a.windowStart).localeCompare(b.deadline ?? b.startsAt ?? b.windowStart);
}

export const mayPay = (order: Pick<OrderSummary, 'settlement'>) =>
  order.settlement === 'due' || order.settlement === 'overdue';

/** A planned visit waits for the helper, unless the helper proposed another time. */
const isAskedForAnotherTime = (order: OrderSummary) =>
  order.stage === 'scheduled' && order.waitingFor === 'customer';

/** The key of the sentence that says what comes next. */
export function nextStep(order: OrderSummary, shape: 'visit' | 'liveIn'): string {
  if (order.stage === 'closed') return `orders:ended.${order.ending}`;
  if (order.stage === 'inquiry' && shape === 'liveIn') return 'orders:next.liveIn';
  if (order.stage === 'inquiry' && order.waitingFor === 'system') return 'orders:next.received';
  if (isAskedForAnotherTime(order)) return 'orders:next.answerReschedule';
  if (order.word === 'toConfirmDone' && order.needsOps) return 'orders:next.objected';
  if (order.word === 'toReview' && mayPay(order)) return 'orders:next.payAndReview';
  return `orders:next.${order.word}`;
}

/** The key of the text on the button to this order. */
export function nextAct(order: OrderSummary, shape: 'visit' | 'liveIn'): string {
  const nothingToFill = order.stage === 'inquiry' && (shape === 'liveIn' || order.waitingFor === 'system');
  if (order.word === 'toReview' && mayPay(order)) return 'orders:act.toPay';
  if (isAskedForAnotherTime(order)) return 'orders:act.answerReschedule';
  return nothingToFill ? 'orders:act.matching' : `orders:act.${order.word}`;
}
