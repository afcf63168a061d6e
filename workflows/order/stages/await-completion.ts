import { millis } from '#contracts/durations.ts';
import type { Role } from '#contracts/people/roles.ts';
import { causedBy } from '../../durable/requests.ts';
import { because } from '../../durable/transitions.ts';
import { applyDecision, awaitDecision, type Decided, openCase } from '../await-decision.ts';
import { noteStaff } from '../note-staff.ts';
import type { OrderContext, RequestOf } from '../order-kinds.ts';

/** The visit is over: the price reduction, and who decided it. */
export interface VisitDone {
  by: 'customer' | 'agent' | 'deadline' | 'ops';
  reductionFen: number;
  /** The customer's confirmation or the decision of ops, not answered yet; null when the deadline confirmed. */
  confirmation: RequestOf<'confirmCompletion' | Decided> | null;
  /** ms since epoch; the 24 h of the review start here */
  reviewFrom: number;
}

/** From the check-in to the confirmed completion. */
export async function awaitCompletion(order: OrderContext): Promise<VisitDone> {
  return awaitConfirmation(order, await awaitCheckOut(order));
}

/**
 * The helper completes the visit. If it is overdue, ops are alerted and may complete it by phone for the helper.
 * Returns the time in ms.
 */
async function awaitCheckOut(order: OrderContext): Promise<number> {
  const { state, policy } = order;
  for (;;) {
    const request = await order.next(['checkOut'], {
      label: '等待完工 helper completes',
      deadline: state.deadline,
    });
    if (!request) {
      await order.move(
        'recordEvent',
        { event: { kind: 'needsOps', payload: { reason: 'checkOutOverdue' } } },
        {
          ...because('check-out overdue'),
          to: {
            deadline: Date.now() + millis(policy.caseLimit),
            needsOps: true,
            needsOpsReason: 'checkOutOverdue',
          },
        },
      );
      continue;
    }
    const confirmBy = order.personLimit(policy.confirmLimit);
    const to = order.place('visit', 'customer', confirmBy, { phase: 'checkedOut' });
    const deviceAt = request.body.deviceAt ? { deviceAt: request.body.deviceAt } : {};
    const result = await order.move(
      'recordVisit',
      { fact: 'checkedOut', ...deviceAt },
      { ...causedBy(request), to },
    );
    request.answer = result.ok ? { ok: true, version: state.version } : result;
    if (!result.ok) continue;
    noteStaff(order, request);
    return Date.now();
  }
}

/** The customer confirms, objects (ops decide), or does not answer for two hours, which counts as confirmed. */
async function awaitConfirmation(order: OrderContext, checkedOutAt: number): Promise<VisitDone> {
  const request = await order.next(['confirmCompletion', 'object'], {
    label: '客户确认完成 customer confirms',
    deadline: order.state.deadline,
  });
  if (request?.action === 'object') {
    const reason = request.body.reason ?? 'other';
    const helperId = order.state.booked!.helperId;
    await openCase(order, { kind: 'objection', reason, helperId }, causedBy(request));
    request.answer = { ok: true, version: order.state.version };
    return decideObjection(order);
  }
  return {
    by: request ? bySide(request.body.role) : 'deadline',
    reductionFen: 0,
    reviewFrom: checkedOutAt,
    confirmation: request,
  };
}

/** A helper never confirms: that is refused before. */
const bySide = (role: Role): VisitDone['by'] => (role === 'helper' ? 'customer' : role);

/** Ops reject the objection, reduce the price or waive it. The time for the review starts again with the decision. */
async function decideObjection(order: OrderContext): Promise<VisitDone> {
  for (;;) {
    const request = await awaitDecision(order);
    if (!(await applyDecision(order, request, { waitingFor: 'system', deadline: null }, 'later'))) continue;
    const total = order.state.booked!.totalFen;
    const { decision, amountFen } = request.body;
    const reductionFen = decision === 'free' ? total : decision === 'reducePrice' ? amountFen! : 0;
    return { by: 'ops', reductionFen, reviewFrom: Date.now(), confirmation: request };
  }
}
