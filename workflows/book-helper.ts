import { patched } from '@temporalio/workflow';
import type { Booked } from '#contracts/transitions.ts';
import type { OrderContext } from './order-context.ts';
import { causedBy, type RequestOf } from './order-waits.ts';
import type { PatchId } from './patches.ts';

/** Takes a helper's slot for a choice or a dispatch by hand; null when it is gone, and the asker is told who is left. */
export async function bookHelper(
  order: OrderContext,
  request: RequestOf<'chooseHelper' | 'dispatchHelper'>,
  helperId: string,
): Promise<Booked | null> {
  const { state } = order;
  const signBy = order.personLimit(order.policy.agreementLimit);
  const result = await order.move(
    'bookHelper',
    {
      round: state.round,
      helperId,
      byHand: request.action === 'dispatchHelper',
      holdUntil: holdUntil(signBy),
      capFen: state.capFen,
    },
    { ...causedBy(request), to: order.place('agreement', 'helper', signBy) },
  );
  if (!result.ok) {
    if (result.code === 'HelperTaken' && request.action === 'chooseHelper') {
      // The API tells most of those who come too late without us: only with nobody left do we hear of it for sure.
      const nobodyLeft = result.alternatives?.length === 0 && patched('nobodyLeft' satisfies PatchId);
      state.candidates = nobodyLeft ? [] : state.candidates.filter((c) => c.helperId !== helperId);
    }
    request.answer = result;
    return null;
  }
  state.booked = result;
  state.signedBy = [];
  request.answer = { ok: true, version: state.version };
  return result;
}

/** Holds outlive their deadline a little, so that an answer in the last second finds its slot. */
export const holdUntil = (deadline: number): string => new Date(deadline + 5 * 60_000).toISOString();
