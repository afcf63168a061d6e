import { millis } from '#contracts/durations.ts';
import { causedBy } from '../../durable/requests.ts';
import { because } from '../../durable/transitions.ts';
import { applyDecision, awaitDecision, openCase } from '../await-decision.ts';
import { changeQuestion, overtakeCase } from '../case-links.ts';
import { dropHelper } from '../drop-helper.ts';
import { isUnfit, judgeFitness, openFitnessCase } from '../judge-fitness.ts';
import type { OrderContext, RequestOf } from '../order-kinds.ts';
import { answerReschedule, consentWait, endProposal, proposeReschedule } from '../reschedule-visit.ts';

/** Before the visit begins: on the way, check in, drop out, or ops confirm the arrival. */
const ARRIVING = ['depart', 'checkIn', 'overrideCheckIn', 'withdrawHelper'] as const;
type Arriving = RequestOf<(typeof ARRIVING)[number]>;
/** Besides: another time, and what ops decide on a helper's fitness. */
const PLANNING = ['proposeReschedule', 'answerReschedule', 'decideCase', 'applyDecision'] as const;
type Planning = RequestOf<(typeof PLANNING)[number]>;

/**
 * From the signed agreement to the check-in: waits through start, late (10 min) and no-show (30 min); then ops judge
 * who was missing. False when the helper dropped out before: another one is found.
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
      const outcome = await take(order, request);
      if (outcome !== 'waiting') return outcome === 'arrived';
    } else if (isUnfit(order)) {
      await openFitnessCase(order);
    } else if (proposal) {
      await endProposal(order, 'deadline', because('no consent to another time'));
    } else if (beforeStart) {
      const to = order.place('visit', 'helper', starts(order) + millis(policy.lateAfter));
      await order.move('recordVisit', { fact: 'due' }, { ...because('visit due'), to });
    } else if (!late) {
      late = true;
      const noShow = starts(order) + millis(policy.noShowAfter);
      const to = order.place('visit', 'helper', Math.max(noShow, Date.now()));
      await order.move('recordVisit', { fact: 'late' }, { ...because('late'), to });
    } else {
      const outcome = await judgeArrival(order);
      if (outcome !== 'waiting') return outcome === 'arrived';
    }
  }
}

/** The agreed start, which may move, in real time. */
const starts = (order: OrderContext): number => order.realTime(order.state.booked!.startsAt);

type Outcome = 'arrived' | 'gone' | 'waiting';

async function take(order: OrderContext, request: Arriving | Planning): Promise<Outcome> {
  switch (request.action) {
    case 'proposeReschedule':
      await proposeReschedule(order, request);
      return 'waiting';
    case 'answerReschedule':
      await answerReschedule(order, request);
      return 'waiting';
    case 'decideCase':
    case 'applyDecision':
      return (await judgeFitness(order, request)) ? 'gone' : 'waiting';
    default:
      return takeArrival(order, request);
  }
}

/** Nobody checked in: a case for ops, who also hear what the two sides report. A check-in still counts meanwhile. */
async function judgeArrival(order: OrderContext): Promise<Outcome> {
  const { helperId } = order.state.booked!;
  await openCase(order, { kind: 'arrival', reason: 'noCheckIn', helperId });
  for (;;) {
    const request = await awaitDecision(order, ARRIVING);
    if (request.action !== 'decideCase' && request.action !== 'applyDecision') {
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

async function takeArrival(order: OrderContext, request: Arriving): Promise<Outcome> {
  const { state } = order;
  if (request.action === 'withdrawHelper') {
    const reason = request.body.reason ?? 'unknown';
    const event = {
      kind: 'helperWithdrew' as const,
      payload: { helperId: state.booked!.helperId, reason },
    };
    await dropHelper(order, event, causedBy(request));
    request.answer = { ok: true, version: state.version };
    return 'gone';
  }
  const how = causedBy(request);
  const result =
    request.action === 'depart'
      ? await order.move('recordVisit', { fact: 'departed' }, { ...how, to: onTheWay(order) })
      : request.action === 'checkIn'
        ? await order.move(
            'recordVisit',
            {
              fact: 'checkedIn',
              startCode: request.body.startCode,
              ...(request.body.deviceAt ? { deviceAt: request.body.deviceAt } : {}),
            },
            { ...how, to: inService(order) },
          )
        : await order.move('recordVisit', { fact: 'checkInOverridden' }, { ...how, to: inService(order) });
  request.answer = result.ok ? { ok: true, version: state.version } : result;
  if (!result.ok) return 'waiting';
  if (state.proposal) await endProposal(order, 'overtaken', because('the visit begins at the agreed time'));
  if (request.action === 'depart') return 'waiting';
  if (state.openCase?.kind === 'fitness') await overtakeCase(order, 'checkedIn'); // who is there can come
  return 'arrived';
}

/** A departure before the start already opens the visit. */
const onTheWay = (order: OrderContext) =>
  order.state.stage === 'scheduled'
    ? order.place('visit', 'helper', starts(order) + millis(order.policy.lateAfter), { phase: 'departed' })
    : { phase: 'departed' as const };

const inService = (order: OrderContext) => {
  const { startsAt, endsAt } = order.state.booked!;
  const length = Date.parse(endsAt) - Date.parse(startsAt);
  return order.place('visit', 'helper', Date.now() + length + millis(order.policy.confirmLimit), {
    phase: 'checkedIn',
    needsOps: false,
    needsOpsReason: null,
  });
};
