import type { OrderView } from '#contracts/orders/order.ts';
import { first, type Life, tell } from '../life.ts';
import { patiently } from '../people.ts';
import { passTime } from './time.ts';

/** After the visit: pay and review in the plan's order; each may also be left out. */
export async function closeMoneyAndReview(life: Life, order: OrderView): Promise<boolean> {
  const steps = life.plan.payFirst ? [payOrNot, reviewOrNot] : [reviewOrNot, payOrNot];
  for (const step of steps) if (await step(life, order)) return true;
  return false;
}

/** A provider has a page of its own; the embedded one is part of the development server. */
export async function payAt(life: Life, payment: { paymentId: string; payUrl: string }): Promise<void> {
  const { paymentId, payUrl } = payment;
  if (payUrl.startsWith('/')) {
    await life.customer.call('simulatePayment', { params: { paymentId }, body: { result: 'paid' } });
    return;
  }
  const answer = await fetch(payUrl, { method: 'POST' });
  if (!answer.ok) throw new Error(`the gateway's pay page answered ${answer.status}`);
}

async function reviewOrNot(life: Life, order: OrderView): Promise<boolean> {
  if (!order.allowed.includes('submitReview')) return false;
  if (life.plan.script === 'noReview') return first(life, 'noReview') ? passTime(life, order) : false;
  if (!first(life, 'review')) return false;
  const text = life.plan.script === 'badReview' ? '没有按约定完成，厨房台面没有擦。' : '谢谢，家里干净多了。';
  return tell(life, life.customer, 'submitReview', { ...life.plan.scores, text });
}

async function payOrNot(life: Life, order: OrderView): Promise<boolean> {
  const owed = order.money?.dueFen ?? 0;
  if ((order.settlement !== 'due' && order.settlement !== 'overdue') || owed <= 0) return false;
  if (life.plan.script === 'neverPaid')
    return order.stage === 'settlement' && first(life, 'neverPaid') ? passTime(life, order) : false;
  if (!first(life, 'pay')) return false;
  if (life.plan.script === 'cashPayment') {
    const ops = await life.cast.staff('ops');
    return tell(life, ops, 'recordCash', { amountFen: owed, reason: 'paidToHelper' });
  }
  return pay(life, owed);
}

/** The customer pays what is owed, by the gateway. */
export async function pay(life: Life, owed: number): Promise<boolean> {
  const payment = await life.customer.call('pay', {
    params: { orderId: life.orderId },
    body: {},
    key: life.key('pay'),
  });
  if (payment.amountFen !== owed)
    life.problems.push(`the gateway asks ${payment.amountFen} fen, owed are ${owed}`);
  // The person pays at the gateway's page; the gateway reports by its own signed callback.
  await patiently(() => payAt(life, payment));
  return true;
}
