import { uuid4 } from '@temporalio/workflow';
import { caseLimitMs } from '#contracts/cases/case-limit.ts';
import { millis } from '#contracts/durations.ts';
import { opensPenalty } from '#contracts/reviews/opens-penalty.ts';
import { causedBy } from '../../durable/requests.ts';
import { because } from '../../durable/transitions.ts';
import { casesAreWorkflows, startCase } from '../case-links.ts';
import type { OrderContext, Place } from '../order-kinds.ts';

/** The result of the 24 hours in which the customer may review. */
export type ReviewOutcome = { followUp: 'reward' | 'case' | 'none' };

/** Collects scores for 24 h after check-out. No review is neutral; no score is invented. */
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
    const own = opensPenalty(request.body, policy) && casesAreWorkflows();
    const limit = own ? caseLimitMs(policy, 'penalty') : millis(policy.followUpLimit);
    const caseDueAt = new Date(Date.now() + limit).toISOString();
    const result = await order.move(
      'recordReview',
      { attitude, effect, contractKept, caseId, caseDueAt, ...(own ? { ownCase: own } : {}) },
      { ...causedBy(request), to: () => after(order, 'none'), arrive: (r) => after(order, r.followUp) },
    );
    request.answer = result.ok ? { ok: true, version: state.version } : result;
    if (!result.ok) continue;
    if (result.followUp === 'case') {
      state.penaltyCaseId = caseId;
      state.penalty = own ? 'open' : null;
      if (own) await startCase(caseId);
      else if (state.stage === 'followUp') state.openCase = { id: caseId, kind: 'penalty' };
    }
    state.reward = result.followUp === 'reward';
    return { followUp: result.followUp };
  }
}

/** After the review comes the payment if it is still missing, else the follow-up. */
function after(order: OrderContext, followUp: ReviewOutcome['followUp']): Place {
  const { state } = order;
  if (state.settlement === 'due') return order.place('settlement', 'customer', state.payBy);
  return order.place('followUp', followUp === 'case' ? 'ops' : 'system', null);
}
