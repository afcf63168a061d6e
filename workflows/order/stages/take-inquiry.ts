import { millis } from '#contracts/durations.ts';
import { causedBy } from '../../durable/requests.ts';
import { because } from '../../durable/transitions.ts';
import { applyDecision, awaitDecision, openCase } from '../await-decision.ts';
import type { OrderContext } from '../order-kinds.ts';

/** The inquiry is complete, or an agent completes it in time. A live-in inquiry always goes to an agent. */
export async function takeInquiry(order: OrderContext): Promise<void> {
  if (order.input.shape === 'liveIn') await handToAgent(order);
  if (order.input.complete) return;
  const limit = Date.now() + millis(order.policy.inquiryLimit);
  await order.move(
    'recordEvent',
    { event: { kind: 'needsOps', payload: { reason: 'inquiryIncomplete' } } },
    {
      ...because('inquiry incomplete'),
      to: { waitingFor: 'agent', deadline: limit, needsOps: true, needsOpsReason: 'inquiryIncomplete' },
    },
  );
  for (;;) {
    const request = await order.next(['completeInquiry'], {
      label: '补全需求 agent completes the inquiry',
      deadline: order.state.deadline,
    });
    if (!request) order.end('lapsed');
    const { minutes, quantity, windowStart, windowEnd } = request!.body;
    const facts = { minutes, quantity, windowStart, windowEnd };
    const to = order.place('matching', 'system', null);
    const result = await order.move('completeInquiry', facts, { ...causedBy(request!), to });
    if (result.ok) Object.assign(order.state, facts);
    request!.answer = result.ok ? { ok: true, version: order.state.version } : result;
    if (result.ok) return;
  }
}

/** A person arranges live-in helpers: the order waits for the result of the call-back. */
async function handToAgent(order: OrderContext): Promise<never> {
  await openCase(order, { kind: 'callback', reason: 'liveIn', to: { waitingFor: 'agent' } });
  for (;;) {
    const request = await awaitDecision(order);
    if (await applyDecision(order, request, {}))
      return order.end(request.body.decision === 'arranged' ? 'handed_over' : 'no_match');
  }
}
