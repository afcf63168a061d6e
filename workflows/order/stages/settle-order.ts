import { millis } from '#contracts/durations.ts';
import { causedBy } from '../../durable/requests.ts';
import { because } from '../../durable/transitions.ts';
import type { OrderContext } from '../order-kinds.ts';
import type { VisitDone } from './await-completion.ts';

/**
 * The completion is confirmed: writes one balanced ledger transaction for exactly the agreed sum; the review may
 * begin.
 */
export async function settleOrder(order: OrderContext, visit: VisitDone): Promise<void> {
  const { state, policy } = order;
  const owed = state.booked!.totalFen - visit.reductionFen;
  const result = await order.move(
    'settle',
    { by: visit.by, reductionFen: visit.reductionFen },
    {
      ...(visit.confirmation ? causedBy(visit.confirmation) : because(`confirmed by ${visit.by}`)),
      to: order.place('review', 'customer', visit.reviewFrom + millis(policy.reviewLimit), {
        phase: 'confirmed',
        settlement: owed > 0 ? 'due' : 'waived',
      }),
    },
  );
  if (!result.ok) {
    // Only an unproven confirmation can be refused. It gets that answer, and the deadline confirms instead.
    if (visit.confirmation) visit.confirmation.answer = result;
    return settleOrder(order, { ...visit, by: 'deadline', confirmation: null });
  }
  state.dueFen = result.dueFen;
  state.payBy = Date.now() + millis(policy.settlementLimit);
  if (visit.confirmation) visit.confirmation.answer = { ok: true, version: state.version };
}
