import { millis } from '#contracts/durations.ts';
import { because } from '../../durable/transitions.ts';
import { DECIDED, isDecision } from '../await-decision.ts';
import { decideArrival, judgeArrival, judgeLockedCode } from '../judge-arrival.ts';
import { isUnfit, judgeFitness, openFitnessCase } from '../judge-fitness.ts';
import type { OrderContext, RequestOf } from '../order-kinds.ts';
import { answerReschedule, consentWait, endProposal, proposeReschedule } from '../reschedule-visit.ts';
import { ARRIVING, type Arriving, type Outcome, starts, takeArrival } from '../take-arrival.ts';

/** Also accepted here: another time, and the decision of ops on a helper's fitness. */
const PLANNING = ['proposeReschedule', 'answerReschedule', ...DECIDED] as const;
type Planning = RequestOf<(typeof PLANNING)[number]>;

/**
 * From the signed agreement to the check-in: waits for the start, then 10 min (late) and 30 min (no-show); then ops
 * decide who was missing. False when the helper dropped out before: another one is found.
 */
export async function awaitArrival(order: OrderContext): Promise<boolean> {
  const { state, policy } = order;
  let late = false;
  for (;;) {
    const beforeStart = state.stage === 'scheduled';
    const proposal = beforeStart ? state.proposal : null;
    const wait = proposal
      ? consentWait(order, proposal)
      : {
          label: beforeStart
            ? '等待服务开始 until the visit starts'
            : late
              ? '未到 no-show limit'
              : '迟到 late limit',
          deadline: state.deadline,
          guarded: !beforeStart,
        };
    const request = await order.next([...ARRIVING, ...PLANNING], { ...wait, unless: () => isUnfit(order) });
    if (request) {
      let outcome = await take(order, request);
      if (outcome === 'locked') outcome = await judgeLockedCode(order);
      if (outcome === 'arrived' || outcome === 'gone') return outcome === 'arrived';
    } else if (isUnfit(order)) {
      await openFitnessCase(order);
    } else if (proposal) {
      await endProposal(order, 'deadline', because('no consent to another time'));
    } else if (beforeStart) {
      const to = order.place('visit', 'helper', starts(order) + millis(policy.lateAfter));
      await order.move('recordVisit', { fact: 'due' }, { ...because('visit due'), to });
    } else if (!late && state.openCase?.kind !== 'arrival') {
      late = true;
      const noShow = starts(order) + millis(policy.noShowAfter);
      const to = order.place('visit', 'helper', Math.max(noShow, Date.now()));
      await order.move('recordVisit', { fact: 'late' }, { ...because('late'), to });
    } else {
      late = true;
      const outcome = await judgeArrival(order);
      if (outcome === 'arrived' || outcome === 'gone') return outcome === 'arrived';
    }
  }
}

async function take(order: OrderContext, request: Arriving | Planning): Promise<Outcome> {
  if (isDecision(request)) {
    if (order.state.openCase?.kind === 'arrival') return decideArrival(order, request);
    return (await judgeFitness(order, request)) ? 'gone' : 'waiting';
  }
  switch (request.action) {
    case 'proposeReschedule':
      await proposeReschedule(order, request);
      return 'waiting';
    case 'answerReschedule':
      await answerReschedule(order, request);
      return 'waiting';
    default:
      return takeArrival(order, request);
  }
}
