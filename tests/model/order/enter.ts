import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import type { Ending, Stage } from '#contracts/orders/stages.ts';
import type { WaitingFor } from '#contracts/people/roles.ts';
import type { OrderState } from '#workflows/order/order-state.ts';
import { projectionOf } from '#workflows/order/order-view.ts';
import type { World } from './a-world.ts';

type To = Partial<OrderState>;

/** A place in the order's life, as `place` of workflows/order/order-context.ts makes it. */
export function place(
  { state }: World,
  stage: Stage,
  waitingFor: WaitingFor | null,
  deadline: number | null,
  more: To = {},
): To {
  const unfit = state.openCase?.kind === 'fitness' && ['agreement', 'scheduled', 'visit'].includes(stage);
  const needsOps = { needsOps: unfit, needsOpsReason: unfit ? 'fitness' : null };
  return { stage, waitingFor, deadline, ...needsOps, ...more };
}

/** One transition: the state goes to its place, and the row says the same besides what the effect changes. */
export function enter(world: World, to: To, changes: Partial<StoredOrder> = {}): void {
  const { state, rows } = world;
  Object.assign(state, to);
  state.version += 1;
  const { deadline, ...says } = projectionOf(state);
  Object.assign(rows, says, changes, {
    version: state.version,
    deadline: deadline === null ? null : new Date(deadline),
  });
}

/** The one transition that ends the order. */
export function close(world: World, ending: Ending): void {
  const { rows } = world;
  rows.proposals = [];
  for (const one of rows.candidates) if (['offered', 'accepted'].includes(one.status)) one.status = 'passed';
  for (const one of rows.agreements)
    if (ending === 'completed' ? one.status === 'drafted' : one.status !== 'void') one.status = 'void';
  for (const one of rows.cases)
    if (one.version === 0 && ['arrival', 'fitness'].includes(one.kind)) one.status = 'decided';
  enter(world, place(world, 'closed', null, null, { ending }), { ending, closedAt: new Date() });
}
