import type { OrderView } from '#contracts/orders/order.ts';
import { type Life, nextVersion, tell } from '../life.ts';

/**
 * Lets the current deadline pass: in real time where the plan says so and the deadline is seconds away (so that real
 * timers are tried), else by jumping to it.
 */
export async function passTime(life: Life, order: OrderView): Promise<boolean> {
  const left = order.deadline ? Date.parse(order.deadline) - Date.now() : Number.POSITIVE_INFINITY;
  if (life.plan.waitsOut && left < 90_000) {
    await nextVersion(life, order);
    return true;
  }
  return tell(life, life.customer, 'letTimePass', {});
}
