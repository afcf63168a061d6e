import { patched } from '@temporalio/workflow';
import { millis } from '#contracts/durations.ts';
import { causedBy } from '../durable/requests.ts';
import { because } from '../durable/transitions.ts';
import type { PatchId } from '../patches.ts';
import { applyDecision, awaitDecision, type Decided, isDecision, openCase } from './await-decision.ts';
import { noteStaff } from './note-staff.ts';
import type { OrderContext, RequestOf } from './order-kinds.ts';
import { ARRIVING, inService, type Outcome, starts, takeArrival } from './take-arrival.ts';

/**
 * Nobody checked in: opens a case for ops, who also see the reports of both sides; a case that is open already is now
 * waited for. A check-in is still accepted meanwhile.
 */
export async function judgeArrival(order: OrderContext, reason = 'noCheckIn'): Promise<Outcome> {
  const { helperId } = order.state.booked!;
  if (order.state.openCase?.kind === 'arrival') await waitForCase(order);
  else await openCase(order, { kind: 'arrival', reason, helperId });
  for (;;) {
    const request = await awaitDecision(order, ARRIVING);
    const outcome = isDecision(request)
      ? await decideArrival(order, request)
      : await takeArrival(order, request);
    if (order.state.openCase?.kind === 'arrival') continue;
    return outcome;
  }
}

/**
 * Too many wrong start codes: ops find out whether the helper is there. Before the start the case stands beside the wait
 * for it.
 */
export async function judgeLockedCode(order: OrderContext): Promise<Outcome> {
  const { state } = order;
  if (state.openCase?.kind === 'arrival' || !patched('lockedCode' satisfies PatchId)) return 'waiting';
  if (Date.now() >= starts(order)) return judgeArrival(order, 'codeLocked');
  const { helperId } = state.booked!;
  await openCase(
    order,
    { kind: 'arrival', reason: 'codeLocked', helperId, beside: true },
    because('start code locked'),
  );
  return 'waiting';
}

/** Ops decide who was missing, or that the helper is there. */
export async function decideArrival(order: OrderContext, request: RequestOf<Decided>): Promise<Outcome> {
  const { state, policy } = order;
  const { decision } = request.body;
  const arrived = decision === 'arrived';
  const to = state.openCase?.beside
    ? {}
    : order.place('visit', 'helper', Date.now() + millis(policy.noShowAfter));
  if (!(await applyDecision(order, request, to, arrived ? 'later' : 'now'))) return 'waiting';
  switch (decision) {
    case 'helperNoShow':
      return order.end('helper_no_show');
    case 'customerNoShow':
      return order.end('customer_no_show');
    case 'arrived': {
      const fact = { fact: 'checkInOverridden' } as const;
      const result = await order.move('recordVisit', fact, { ...causedBy(request), to: inService(order) });
      request.answer = result.ok ? { ok: true, version: state.version } : result;
      if (!result.ok) return 'waiting';
      noteStaff(order, request);
      return 'arrived';
    }
    default:
      return 'waiting';
  }
}

/** The start has passed: the order now waits for the case that stood beside it. */
async function waitForCase(order: OrderContext): Promise<void> {
  const { id, kind, own, beside } = order.state.openCase!;
  const due = Math.max(beside?.dueAt ?? 0, Date.now());
  order.state.openCase = { id, kind, ...(own ? { own } : {}) };
  await order.move(
    'recordEvent',
    { event: { kind: 'needsOps', payload: { reason: kind } } },
    {
      ...because('arrival not decided'),
      to: { ...order.place('visit', 'ops', due), needsOps: true, needsOpsReason: kind },
    },
  );
}
