import { HOUR, morning } from './crowd.ts';
import type { Path, Storm } from './path.ts';
import { FIRM } from './prepare-city.ts';

/** Every customer requests other helpers and names the same one, whose slot is held for one of them. */
export async function namePath({ crowd, parallel, helperIds }: Storm): Promise<Path> {
  // At first they want another helper, whose slot is held for one of them as well.
  const [first, second] = [helperIds[2]!, helperIds[0]!];
  const window = (n: number) => {
    const from = morning(12) + (n % 5) * (HOUR / 2);
    return { from, to: from + 3 * HOUR };
  };
  const orders = await crowd.orders({ how: FIRM, quantity: 3, count: parallel, helperId: first, window });
  return {
    name: 'name',
    helperIds: [first, second],
    winners: 'all',
    round: async (n) =>
      orders.map(({ customer, orderId }) => ({
        ...{ person: customer, path: `/orders/${orderId}/rematch`, orderId, search: true },
        body: { reasons: ['other'], namedHelperId: n % 2 ? first : second },
      })),
    after: async () => undefined,
  };
}
