import { boundsOf } from '#activities/visits/visit-slot.ts';
import type { WholeOrder } from '#api/access/load-order.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { rescheduleTerms } from '#contracts/visits/reschedule.ts';

/** What may still be done about the time of a planned visit, and the open proposal. */
export function orderReschedule(order: WholeOrder): OrderView['reschedule'] {
  if (order.stage !== 'scheduled' || !order.startsAt) return null;
  const { policy } = order;
  const [proposal] = order.proposals;
  const now = Date.now() + order.clockShiftMs;
  return {
    left: Math.max(0, rescheduleTerms(policy).maxReschedules - order.amendments),
    latest: new Date(boundsOf(policy, order.startsAt.getTime(), now).latest).toISOString(),
    proposal: proposal
      ? {
          startsAt: proposal.startsAt.toISOString(),
          endsAt: proposal.endsAt.toISOString(),
          by: proposal.side as 'customer',
          // Ops and outages move the order's deadline, not the time that was first announced.
          until: (order.deadline ?? proposal.until).toISOString(),
        }
      : null,
  };
}
