import type { OrderEventOf } from '#contracts/events.ts';
import type { Because } from '../durable/transition.ts';
import { overtakeCase } from './case-links.ts';
import type { OrderContext } from './order-kinds.ts';

/**
 * Removes the booked helper: the slot is released, the agreement void, and the next round excludes the helper. After
 * both sides had signed, the replacement never costs more and the customer may cancel without a fee until she signs again.
 */
export async function dropHelper(order: OrderContext, event: OrderEventOf, how: Because): Promise<void> {
  const { state } = order;
  const booked = state.booked!;
  const wasSigned = state.signedBy.length === 2;
  const to = order.place('matching', 'system', null, { phase: null });
  await order.move('releaseHelper', { helperId: booked.helperId, event }, { ...how, to });
  state.excluded.push(booked.helperId);
  state.booked = null;
  state.signedBy = [];
  state.candidates = [];
  state.proposal = null;
  state.feeFloorFen = 0;
  state.unfit = null;
  if (state.openCase?.kind === 'fitness') await overtakeCase(order, 'helperReplaced');
  if (wasSigned) {
    state.capFen = Math.min(state.capFen ?? Number.MAX_SAFE_INTEGER, booked.totalFen);
    state.freeExit = true;
  }
}
