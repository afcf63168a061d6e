import { inTurn } from '../in-turn.ts';
import { type Crowd, HOUR, morning, type Waiting } from './crowd.ts';
import { SOFT } from './prepare-city.ts';
import { signBoth } from './sign-both.ts';

/** Orders whose signed helper dropped out, with a new shortlist that contains `helperId`. */
export async function replaced(input: {
  crowd: Crowd;
  count: number;
  day: number;
  helperId: string;
  others: string[];
}): Promise<Waiting[]> {
  const { crowd, count, day, helperId, others } = input;
  const all: Waiting[] = [];
  // Each of the others is booked by one order at a time, which then loses him.
  await inTurn(others.length, others.length, async (lane) => {
    const leaver = others[lane]!;
    for (let n = lane; n < count; n += others.length) {
      const from = morning(day) + (n % 5) * (HOUR / 2);
      const [order] = await crowd.orders({
        ...{ how: SOFT, quantity: 3, count: 1, helperId: leaver },
        window: () => ({ from, to: from + 3 * HOUR }),
      });
      const params = { orderId: order!.orderId };
      await order!.customer.call('chooseHelper', { params, body: { helperId: leaver } });
      await signBoth({ crowd, order: order!, helperId: leaver });
      await crowd.ops.call('withdrawHelper', { params, body: { reason: 'storm' } });
      await crowd.untilSelection(order!);
      const body = { reasons: ['other' as const], namedHelperId: helperId };
      await order!.customer.call('rematch', { params, body });
      all.push({ ...order!, named: helperId });
    }
  });
  return all;
}
