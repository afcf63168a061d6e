import { causedBy } from '../durable/requests.ts';
import { because } from '../durable/transitions.ts';
import { applyDecision, type Decided, openCase } from './await-decision.ts';
import { dropHelper } from './drop-helper.ts';
import type { OrderContext, RequestOf } from './order-kinds.ts';

/** The platform told that the booked helper may not be able to come, and ops have not heard of it yet. */
export const isUnfit = ({ state }: OrderContext): boolean =>
  state.unfit !== null && state.unfit.helperId === state.booked?.helperId && state.openCase === null;

/** A case for ops beside the story: signatures, departure and check-in are waited for as before. */
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

/** Ops keep the helper, or have another one found; true when the helper is out. */
export async function judgeFitness(order: OrderContext, request: RequestOf<Decided>): Promise<boolean> {
  const { state } = order;
  const replace = request.body.decision === 'replace';
  if (!(await applyDecision(order, request, {}, replace ? 'later' : 'now')) || !replace) return false;
  const payload = { helperId: state.booked!.helperId, reason: request.body.reason ?? 'unfit' };
  await dropHelper(order, { kind: 'helperReplaced', payload }, causedBy(request));
  request.answer = { ok: true, version: state.version };
  return true;
}
