import { uuid4 } from '@temporalio/workflow';
import { millis } from '#contracts/durations.ts';
import { causedBy } from '../../durable/requests.ts';
import { because } from '../../durable/transitions.ts';
import type { OrderContext, Place } from '../order-kinds.ts';

/** What came of the 24 hours in which the customer may review. */
export type ReviewOutcome = { followUp: 'reward' | 'case' | 'none' };

/** Scores within 24 h of check-out; silence is neutral, never an invented score. */
export async function collectReview(order: OrderContext): Promise<ReviewOutcome> {
  const { state, policy } = order;
  for (;;) {
    const request = await order.next(['submitReview'], {
      label: '评价 review within 24 h',
      deadline: state.deadline,
    });
    if (!request) {
      await order.move(
        'recordEvent',
        { event: { kind: 'noReview', payload: {} } },
        { ...because('no review'), to: () => after(order, 'none') },
      );
      return { followUp: 'none' };
    }
    const { attitude, effect, contractKept } = request.body;
    const caseId = uuid4();
    const caseDueAt = new Date(Date.now() + millis(policy.followUpLimit)).toISOString();
    const result = await order.move(
      'recordReview',
      { attitude, effect, contractKept, caseId, caseDueAt },
      { ...causedBy(request), to: () => after(order, 'none'), arrive: (r) => after(order, r.followUp) },
    );
    request.answer = result.ok ? { ok: true, version: state.version } : result;
    if (!result.ok) continue;
    if (result.followUp === 'case') {
      state.penaltyCaseId = caseId;
      if (state.stage === 'followUp') state.openCase = { id: caseId, kind: 'penalty' };
    }
    state.reward = result.followUp === 'reward';
    return { followUp: result.followUp };
  }
}

/** After the review: the payment if it is still missing, else the follow-up. */
function after(order: OrderContext, followUp: ReviewOutcome['followUp']): Place {
  const { state } = order;
  if (state.settlement === 'due') return order.place('settlement', 'customer', state.payBy);
  return order.place('followUp', followUp === 'case' ? 'ops' : 'system', null);
}
