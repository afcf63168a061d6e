import { millis } from '#contracts/policy.ts';
import type { Booked } from '#contracts/transitions.ts';
import { applyDecision, awaitDecision, openCase } from '../await-decision.ts';
import { dropHelper } from '../drop-helper.ts';
import type { OrderContext } from '../order-context.ts';
import { because } from '../order-moves.ts';
import { causedBy, type RequestOf } from '../order-waits.ts';

/** Before the visit begins: on the way, check in, drop out, or ops confirm the arrival. */
const ARRIVING = ['depart', 'checkIn', 'overrideCheckIn', 'withdrawHelper'] as const;
type Arriving = RequestOf<(typeof ARRIVING)[number]>;

/**
 * From the signed agreement to the check-in: waits through start, late (10 min) and no-show (30 min); then ops judge
 * who was missing. False when the helper dropped out before: another one is found.
 */
export async function awaitArrival(order: OrderContext, booked: Booked): Promise<boolean> {
  const { state, policy } = order;
  let late = false;
  for (;;) {
    const beforeStart = state.stage === 'scheduled';
    const request = await order.next([...ARRIVING], {
      label: beforeStart
        ? '等待服务开始 until the visit starts'
        : late
          ? '未到 no-show limit'
          : '迟到 late limit',
      deadline: state.deadline,
      guarded: !beforeStart,
    });
    const starts = order.realTime(booked.startsAt);
    if (!request && beforeStart) {
      const to = order.place('visit', 'helper', starts + millis(policy.lateAfter));
      await order.move('recordVisit', { fact: 'due' }, { ...because('visit due'), to });
    } else if (!request && !late) {
      late = true;
      const noShow = order.realTime(booked.startsAt) + millis(policy.noShowAfter);
      const to = order.place('visit', 'helper', Math.max(noShow, Date.now()));
      await order.move('recordVisit', { fact: 'late' }, { ...because('late'), to });
    } else {
      const outcome = request ? await takeArrival(order, booked, request) : await judgeArrival(order, booked);
      if (outcome !== 'waiting') return outcome === 'arrived';
    }
  }
}

/** Nobody checked in: a case for ops, who also hear what the two sides report. A check-in still counts meanwhile. */
async function judgeArrival(order: OrderContext, booked: Booked): Promise<'arrived' | 'gone' | 'waiting'> {
  await openCase(order, { kind: 'arrival', reason: 'noCheckIn', helperId: booked.helperId });
  for (;;) {
    const request = await awaitDecision(order, ARRIVING);
    if (request.action !== 'decideCase') {
      const outcome = await takeArrival(order, booked, request);
      if (outcome === 'waiting') continue;
      order.state.openCase = null;
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
          { ...causedBy(request), to: inService(order, booked) },
        );
        request.answer = { ok: true, version: order.state.version };
        return 'arrived';
      default:
        return 'waiting';
    }
  }
}

async function takeArrival(
  order: OrderContext,
  booked: Booked,
  request: Arriving,
): Promise<'arrived' | 'gone' | 'waiting'> {
  const { state } = order;
  if (request.action === 'withdrawHelper') {
    const reason = request.body.reason ?? 'unknown';
    const event = { kind: 'helperWithdrew' as const, payload: { helperId: booked.helperId, reason } };
    await dropHelper(order, event, causedBy(request));
    request.answer = { ok: true, version: state.version };
    return 'gone';
  }
  const how = causedBy(request);
  const result =
    request.action === 'depart'
      ? await order.move('recordVisit', { fact: 'departed' }, { ...how, to: onTheWay(order, booked) })
      : request.action === 'checkIn'
        ? await order.move(
            'recordVisit',
            {
              fact: 'checkedIn',
              startCode: request.body.startCode,
              ...(request.body.deviceAt ? { deviceAt: request.body.deviceAt } : {}),
            },
            { ...how, to: inService(order, booked) },
          )
        : await order.move(
            'recordVisit',
            { fact: 'checkInOverridden' },
            { ...how, to: inService(order, booked) },
          );
  request.answer = result.ok ? { ok: true, version: state.version } : result;
  return result.ok && request.action !== 'depart' ? 'arrived' : 'waiting';
}

/** A departure before the start already opens the visit. */
const onTheWay = (order: OrderContext, booked: Booked) =>
  order.state.stage === 'scheduled'
    ? order.place('visit', 'helper', order.realTime(booked.startsAt) + millis(order.policy.lateAfter), {
        phase: 'departed',
      })
    : { phase: 'departed' as const };

const inService = (order: OrderContext, booked: Booked) => {
  const length = Date.parse(booked.endsAt) - Date.parse(booked.startsAt);
  return order.place('visit', 'helper', Date.now() + length + millis(order.policy.confirmLimit), {
    phase: 'checkedIn',
  });
};
