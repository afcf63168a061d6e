import type { OrderView } from '#contracts/order.ts';
import type { Database } from '#platform/database.ts';
import type { WholeOrder } from './load-order.ts';

/** What came of the review: told to the customer. */
export async function orderFollowUp(input: {
  database: Database;
  order: WholeOrder;
}): Promise<OrderView['followUp']> {
  const { database, order } = input;
  if (!order.review && order.stage !== 'closed') return null;
  const [reward, penalty] = await Promise.all([
    database.reward.findFirst({ where: { orderId: order.id } }),
    database.penalty.findFirst({ where: { orderId: order.id } }),
  ]);
  if (reward) return { kind: 'reward', detail: null };
  if (penalty) return { kind: 'penalty', detail: penalty.kind };
  if (!order.review) return null;
  return { kind: order.stage === 'closed' ? 'none' : 'pending', detail: null };
}
