import type { OrderView } from '#contracts/orders/order.ts';
import { type Life, look, pause, tell } from '../simulate/life.ts';

export async function helperOf(life: Life, order: OrderView) {
  return life.cast.helper(order.helper!.id);
}

/**
 * The helper withdraws while the arrival is in question; the customer leaves once the version has changed, for nobody
 * else may have time on that day.
 */
export async function withdrawAtArrival(life: Life, order: OrderView): Promise<void> {
  await tell(life, await helperOf(life, order), 'withdrawHelper', { reason: 'ill' });
  life.plan = { ...life.plan, script: 'cancelInSelection', ending: 'cancelled', case: 'arrival' };
}

/** The customer pays at last: the older version leaves the case open. */
export async function payLate(life: Life): Promise<void> {
  const { paymentId } = await life.customer.call('pay', {
    params: { orderId: life.orderId },
    body: {},
    key: life.key('pay'),
  });
  await life.customer.call('simulatePayment', { params: { paymentId }, body: { result: 'paid' } });
  await until(life, ({ stage }) => stage === 'closed');
}

export async function until(life: Life, met: (order: OrderView) => boolean): Promise<void> {
  while (!met(await look(life))) {
    if (Date.now() > life.until) throw new Error('The order did not go on by itself.');
    await pause(200);
  }
}
