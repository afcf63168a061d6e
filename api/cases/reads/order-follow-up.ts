import type { WholeOrder } from '#api/access/load-order.ts';
import type { OrderView } from '#contracts/orders/order.ts';

/** The result of the review, as shown to the customer. */
export function orderFollowUp(order: WholeOrder): OrderView['followUp'] {
  const { review, stage, rewarded, penalty } = order;
  if (!review && stage !== 'closed') return null;
  if (rewarded) return { kind: 'reward', detail: null };
  if (penalty) return { kind: 'penalty', detail: penalty };
  if (!review) return null;
  return { kind: stage === 'closed' ? 'none' : 'pending', detail: null };
}
