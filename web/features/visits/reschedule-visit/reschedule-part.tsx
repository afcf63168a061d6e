import type { OrderView } from '#contracts/orders/order.ts';
import { ProposalCard } from './proposal-card.tsx';
import { ProposeTime } from './propose-time.tsx';

/** Another time for a planned visit: what is proposed and who must answer, or the way to propose. */
export function ReschedulePart({ order, side }: { order: OrderView; side: 'customer' | 'helper' }) {
  const { reschedule } = order;
  if (!reschedule) return null;
  if (reschedule.proposal) return <ProposalCard order={order} proposal={reschedule.proposal} side={side} />;
  return <ProposeTime order={order} side={side} />;
}
