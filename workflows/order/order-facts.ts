import type { OrderFacts } from '#contracts/access.ts';
import type { StartOrder } from '#contracts/orders/start-order.ts';
import type { OrderState } from './order-state.ts';
import { isCaseBeside, waitsForPenalty } from './order-state.ts';

/** The due time of a case with a workflow is moved in the case, and the order's deadline follows. */
const waitsForCase = (order: OrderState): boolean =>
  (order.openCase?.own === true && !isCaseBeside(order)) || waitsForPenalty(order);

/** The facts that the rules read, derived from the state of the order's workflow. */
export function factsOf(order: OrderState, input: StartOrder): OrderFacts {
  const { stage, phase, settlement, booked } = order;
  return {
    stage,
    phase,
    settlement,
    rehearsal: input.policy.rehearsal,
    customerId: input.customerId,
    incomplete: !input.complete && input.shape !== 'liveIn',
    minutes: order.minutes,
    hasDeadline: order.deadline !== null && !waitsForCase(order),
    round: order.round,
    candidates: order.candidates.map(({ helperId }) => helperId),
    answered: order.answered,
    shown: order.shown,
    booked: booked && { ...booked, startsAt: Date.parse(booked.startsAt) },
    signedBy: order.signedBy,
    proposedBy: order.proposal?.side ?? null,
    reschedules: order.reschedules,
    openCase: order.openCase,
    actedForHelper: order.actedForHelper,
    // A case with its own workflow is decided there.
    decidable: order.openCase && !order.openCase.own ? [order.openCase] : [],
    dueFen: order.dueFen,
    retryable: order.parked !== null || order.needsOpsReason === 'noticeBounced',
    now: Date.now() + order.clockShiftMs,
    policy: input.policy,
  };
}
