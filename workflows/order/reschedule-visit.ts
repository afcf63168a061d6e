import { uuid4 } from '@temporalio/workflow';
import { millis } from '#contracts/durations.ts';
import type { Answer } from '#contracts/errors.ts';
import { endingFee } from '#contracts/orders/ending-fee.ts';
import { personDeadline } from '#contracts/person-deadline.ts';
import type { DeclinedBy } from '#contracts/visits/events.ts';
import { needsConsent, otherSide, rescheduleTerms, sideOf } from '#contracts/visits/reschedule.ts';
import { causedBy } from '../durable/requests.ts';
import type { Because } from '../durable/transition.ts';
import { because } from '../durable/transitions.ts';
import { feeFactsOf } from './fee-facts.ts';
import type { OrderContext, Request, RequestOf, WaitFor } from './order-kinds.ts';
import type { Proposal } from './order-state.ts';

/** Processes a proposed start: the visit moves at once if the terms allow it, else the other side must consent. */
export async function proposeReschedule(
  order: OrderContext,
  request: RequestOf<'proposeReschedule'>,
): Promise<void> {
  const { state, policy } = order;
  const { role, startsAt } = request.body;
  const side = sideOf(role, request.body.side);
  const booked = state.booked!;
  const from = Date.parse(booked.startsAt);
  const now = Date.now() + state.clockShiftMs;
  const proposal: Proposal = {
    id: uuid4(),
    side,
    startsAt,
    // A customer cannot avoid today's cancellation fee by moving the visit away first.
    feeFloorFen: side === 'customer' ? cancelsFor(order) : state.feeFloorFen,
  };
  if (!needsConsent({ startsAt: Date.parse(startsAt), from, now, side, policy })) {
    request.answer = await moveVisit(order, request, proposal, null);
    return;
  }
  const until = consentBy(order, proposal);
  const result = await order.move(
    'proposeReschedule',
    { proposalId: proposal.id, side, startsAt, until: new Date(until).toISOString() },
    { ...causedBy(request), to: order.place('scheduled', otherSide(side), until) },
  );
  if (result.ok) state.proposal = proposal;
  request.answer = result.ok ? { ok: true, version: state.version } : result;
}

/** The fee of a cancellation by the customer now, in fen. */
const cancelsFor = ({ state, policy }: OrderContext): number =>
  endingFee({ ...feeFactsOf(state, policy)!, ending: 'cancelled', role: 'customer' })?.fen ?? 0;

/** Waits for the other side's consent. No answer means no. The deadline never moves beyond the agreed start. */
export function consentWait(order: OrderContext, proposal: Proposal): WaitFor {
  return {
    label: '改期待同意 consent to another time',
    deadline: order.state.deadline,
    latest: lastMoment(order, proposal),
    about: { helperId: otherSide(proposal.side) === 'helper' ? order.state.booked!.helperId : null },
  };
}

/** The proposal is accepted, declined or withdrawn. If its slot is lost meanwhile, the agreed time stays. */
export async function answerReschedule(
  order: OrderContext,
  request: RequestOf<'answerReschedule'>,
): Promise<void> {
  const { state } = order;
  const proposal = state.proposal!;
  if (request.body.accept) {
    const answer = await moveVisit(order, request, proposal, proposal.id);
    if (!answer.ok && answer.code !== 'Unverified')
      await endProposal(order, 'slotTaken', because('the proposed time was lost'));
    request.answer = answer;
    return;
  }
  const by = request.body.role === proposal.side ? proposal.side : otherSide(proposal.side);
  await endProposal(order, by, causedBy(request), request);
}

/** The agreed time stays. */
export async function endProposal(
  order: OrderContext,
  by: DeclinedBy,
  how: Because,
  request?: Request,
): Promise<void> {
  const { state } = order;
  const to =
    state.stage === 'scheduled'
      ? order.place('scheduled', 'helper', order.realTime(state.booked!.startsAt))
      : {};
  const result = await order.move(
    'declineReschedule',
    { proposalId: state.proposal!.id, by },
    { ...how, to },
  );
  if (result.ok) state.proposal = null;
  if (request) request.answer = result.ok ? { ok: true, version: state.version } : result;
}

/** One transition moves the visit and everything that depends on its time. Returns whether it did. */
async function moveVisit(
  order: OrderContext,
  request: Request<'proposeReschedule'> | Request<'answerReschedule'>,
  { side, startsAt, feeFloorFen }: Proposal,
  proposalId: string | null,
): Promise<Answer> {
  const { state } = order;
  const result = await order.move(
    'rescheduleVisit',
    { amendmentId: uuid4(), proposalId, side, startsAt, feeFloorFen },
    { ...causedBy(request), to: order.place('scheduled', 'helper', order.realTime(startsAt)) },
  );
  if (!result.ok) return result;
  state.booked = { ...state.booked!, startsAt: result.startsAt, endsAt: result.endsAt };
  state.windowStart = result.windowStart;
  state.windowEnd = result.windowEnd;
  state.reschedules += 1;
  state.feeFloorFen = feeFloorFen;
  state.proposal = null;
  return { ok: true, version: state.version };
}

/** Quiet hours do not count, unless one of the two starts is near. */
function consentBy(order: OrderContext, proposal: Proposal): number {
  const { policy, state } = order;
  const starts = [order.realTime(state.booked!.startsAt), order.realTime(proposal.startsAt)];
  const limit = rescheduleTerms(policy).consentLimit;
  const until = personDeadline({ from: Date.now(), limit, policy, visitStart: Math.min(...starts) });
  return Math.min(until, lastMoment(order, proposal));
}

/** Both starts must be in the future when the answer comes; the new one needs time for preparation. */
function lastMoment(order: OrderContext, proposal: Proposal): number {
  const early = millis(order.policy.checkInEarly);
  return Math.min(
    order.realTime(order.state.booked!.startsAt),
    order.realTime(proposal.startsAt) - early / 2,
  );
}
