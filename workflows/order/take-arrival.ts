import { millis } from '#contracts/durations.ts';
import { causedBy } from '../durable/requests.ts';
import { because } from '../durable/transitions.ts';
import { changeQuestion, overtakeCase } from './case-links.ts';
import { dropHelper } from './drop-helper.ts';
import { noteStaff } from './note-staff.ts';
import type { OrderContext, RequestOf } from './order-kinds.ts';
import { endProposal } from './reschedule-visit.ts';

/** Before the visit begins: departure, check-in, withdrawal, or a confirmation of the arrival by ops. */
export const ARRIVING = ['depart', 'checkIn', 'overrideCheckIn', 'withdrawHelper'] as const;
export type Arriving = RequestOf<(typeof ARRIVING)[number]>;
/** `gone`: the helper dropped out, another one is found. `locked`: too many wrong start codes. */
export type Outcome = 'arrived' | 'gone' | 'waiting' | 'locked';

/** The agreed start in real time; it may move. */
export const starts = (order: OrderContext): number => order.realTime(order.state.booked!.startsAt);

/** Messages of the helper, or of staff for the helper, before the visit begins. */
export async function takeArrival(order: OrderContext, request: Arriving): Promise<Outcome> {
  const { state } = order;
  if (request.action === 'withdrawHelper') {
    const reason = request.body.reason ?? 'unknown';
    const event = {
      kind: 'helperWithdrew' as const,
      payload: { helperId: state.booked!.helperId, reason },
    };
    await dropHelper(order, event, causedBy(request));
    request.answer = { ok: true, version: state.version };
    if (state.openCase?.kind === 'arrival') await changeQuestion(order, 'withdrawn');
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
  if (!result.ok) return result.code === 'CodeLocked' ? 'locked' : 'waiting';
  if (request.action === 'overrideCheckIn') noteStaff(order, request);
  if (state.proposal) await endProposal(order, 'overtaken', because('the visit begins at the agreed time'));
  if (request.action === 'depart') return 'waiting';
  // A helper who is there is able to come.
  if (state.openCase) await overtakeCase(order, 'checkedIn');
  return 'arrived';
}

/** A departure before the start already opens the visit. */
const onTheWay = (order: OrderContext) =>
  order.state.stage === 'scheduled'
    ? order.place('visit', 'helper', starts(order) + millis(order.policy.lateAfter), { phase: 'departed' })
    : { phase: 'departed' as const };

export const inService = (order: OrderContext) => {
  const { startsAt, endsAt } = order.state.booked!;
  const length = Date.parse(endsAt) - Date.parse(startsAt);
  return order.place('visit', 'helper', Date.now() + length + millis(order.policy.confirmLimit), {
    phase: 'checkedIn',
    needsOps: false,
    needsOpsReason: null,
  });
};
