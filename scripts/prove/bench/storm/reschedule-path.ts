import { inTurn } from '../in-turn.ts';
import { HOUR, morning } from './crowd.ts';
import type { Path, Storm } from './path.ts';
import { SOFT } from './prepare-city.ts';
import { signBoth } from './sign-both.ts';

const A_DAY = 10;
const FIRST_DAY = 20;

/** Signed visits of one helper, ten a day, are all moved to the same hour of another day. */
export async function reschedulePath({ crowd, parallel, helperIds }: Storm): Promise<Path> {
  const helperId = helperIds[2]!;
  const slot = (n: number) => {
    const from = morning(FIRST_DAY + Math.floor(n / A_DAY)) + ((n % A_DAY) - 4) * 2 * HOUR;
    return { from, to: from + HOUR };
  };
  const orders = await inTurn(parallel, 6, async (n) => {
    const [order] = await crowd.orders({ how: SOFT, quantity: 1, count: 1, helperId, window: () => slot(n) });
    await order!.customer.call('chooseHelper', { params: { orderId: order!.orderId }, body: { helperId } });
    await signBoth({ crowd, order: order!, helperId });
    return order!;
  });
  const beyond = FIRST_DAY + Math.ceil(parallel / A_DAY) + 1;
  return {
    name: 'reschedule',
    helperIds: [helperId],
    winners: 'one',
    // Each round another day: the winner of the last one may move again.
    round: async (n) =>
      orders.map(({ customer, orderId }, i) => ({
        ...{ person: customer, path: `/orders/${orderId}/reschedule`, orderId },
        body: { startsAt: new Date(morning(beyond + n) + (i % 5) * 600_000).toISOString() },
      })),
    after: async () => undefined,
  };
}
