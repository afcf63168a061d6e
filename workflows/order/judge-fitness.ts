import { causedBy } from '../durable/requests.ts';
import { because } from '../durable/transitions.ts';
import { applyDecision, type Decided, openCase } from './await-decision.ts';
import { dropHelper } from './drop-helper.ts';
import type { OrderContext, RequestOf } from './order-kinds.ts';

/** The platform reported that the booked helper may not be able to come, and no case is open yet. */
export const isUnfit = ({ state }: OrderContext): boolean =>
  state.unfit !== null && state.unfit.helperId === state.booked?.helperId && state.openCase === null;

/** Opens a case for ops beside the order: signatures, departure and check-in are awaited as before. */
export async function openFitnessCase(order: OrderContext): Promise<void> {
  const { state } = order;
  const { helperId, reason } = state.unfit!;
  state.unfit = null;
  const { waitingFor, deadline } = state;
  await openCase(
    order,
    { kind: 'fitness', reason, helperId, to: { waitingFor, deadline } },
    because(`helper unfit: ${reason}`),
  );
}

/** Ops keep or replace the helper; true when the helper is replaced. */
export async function judgeFitness(order: OrderContext, request: RequestOf<Decided>): Promise<boolean> {
  const { state } = order;
  const replace = request.body.decision === 'replace';
  if (!(await applyDecision(order, request, {}, replace ? 'later' : 'now')) || !replace) return false;
  const payload = { helperId: state.booked!.helperId, reason: request.body.reason ?? 'unfit' };
  await dropHelper(order, { kind: 'helperReplaced', payload }, causedBy(request));
  request.answer = { ok: true, version: state.version };
  return true;
}
