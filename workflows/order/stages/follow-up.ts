import { caseLimitMs } from '#contracts/cases/case-limit.ts';
import { millis } from '#contracts/durations.ts';
import { because } from '../../durable/transitions.ts';
import { applyDecision, awaitDecision } from '../await-decision.ts';
import type { OrderContext } from '../order-kinds.ts';
import type { ReviewOutcome } from './collect-review.ts';

/** A reward is granted with the ending. A bad review opens a case in which a person decides on the penalty. */
export async function followUp(order: OrderContext, review: ReviewOutcome): Promise<void> {
  const { state } = order;
  if (review.followUp !== 'case') return;
  const own = state.penalty !== null;
  if (state.penalty === 'decided') return; // before the payment arrived
  if (!own) state.openCase = { id: state.penaltyCaseId!, kind: 'penalty' };
  const due = Date.now() + (own ? caseLimitMs(order.policy, 'penalty') : millis(order.policy.followUpLimit));
  await order.move(
    'recordEvent',
    { event: { kind: 'needsOps', payload: { reason: 'penalty' } } },
    {
      ...because('penalty case'),
      to: { stage: 'followUp', waitingFor: 'ops', deadline: due, needsOps: true, needsOpsReason: 'penalty' },
    },
  );
  if (own) {
    const label = '运营处理工单 ops decide the penalty case';
    await order.until(() => state.penalty === 'decided', { label, deadline: null });
    return;
  }
  for (;;) {
    const request = await awaitDecision(order);
    if (await applyDecision(order, request, { waitingFor: 'system', deadline: null })) return;
  }
}
