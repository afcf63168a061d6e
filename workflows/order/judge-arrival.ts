import { millis } from '#contracts/durations.ts';
import { causedBy } from '../durable/requests.ts';
import { applyDecision, awaitDecision, isDecision, openCase } from './await-decision.ts';
import { changeQuestion, overtakeCase } from './case-links.ts';
import type { OrderContext } from './order-kinds.ts';
import { ARRIVING, inService, type Outcome, takeArrival } from './take-arrival.ts';

/**
 * Nobody checked in: opens a case for ops, who also see the reports of both sides. A check-in is still accepted
 * meanwhile.
 */
export async function judgeArrival(order: OrderContext): Promise<Outcome> {
  const { helperId } = order.state.booked!;
  await openCase(order, { kind: 'arrival', reason: 'noCheckIn', helperId });
  for (;;) {
    const request = await awaitDecision(order, ARRIVING);
    if (!isDecision(request)) {
      const outcome = await takeArrival(order, request);
      if (outcome === 'waiting') continue;
      if (outcome === 'gone') await changeQuestion(order, 'withdrawn');
      else await overtakeCase(order, 'checkedIn');
      return outcome;
    }
    const again = Date.now() + millis(order.policy.noShowAfter);
    const arrived = request.body.decision === 'arrived';
    const to = order.place('visit', 'helper', again);
    if (!(await applyDecision(order, request, to, arrived ? 'later' : 'now'))) continue;
    switch (request.body.decision) {
      case 'helperNoShow':
        return order.end('helper_no_show');
      case 'customerNoShow':
        return order.end('customer_no_show');
      case 'arrived':
        await order.move(
          'recordVisit',
          { fact: 'checkInOverridden' },
          { ...causedBy(request), to: inService(order) },
        );
        request.answer = { ok: true, version: order.state.version };
        return 'arrived';
      default:
        return 'waiting';
    }
  }
}
