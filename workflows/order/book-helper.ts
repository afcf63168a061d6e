import { patched } from '@temporalio/workflow';
import type { Booked, ShortlistEntry } from '#contracts/matching/effects.ts';
import type { PatchId } from '#workflows/patches.ts';
import { causedBy } from '../durable/requests.ts';
import type { OrderContext, RequestOf } from './order-kinds.ts';
import type { OrderState } from './order-state.ts';

/**
 * Books a helper's slot for a choice or a dispatch by hand. Null when the slot is taken; the caller then gets the
 * remaining candidates.
 */
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
    {
      ...causedBy(request),
      to: order.place('agreement', 'helper', signBy),
      shows: (r) => ({ HelperId: r.helperId }),
    },
  );
  if (!result.ok) {
    if (result.code === 'HelperTaken' && request.action === 'chooseHelper') {
      state.candidates = whoStays(state, helperId, result.alternatives);
    }
    request.answer = result;
    return null;
  }
  state.booked = result;
  state.signedBy = [];
  request.answer = { ok: true, version: state.version };
  return result;
}

/**
 * A candidate whose slot is taken stays on the shortlist: the customer still sees her, and the other order may release
 * her. If nobody is left, the next round begins.
 */
function whoStays(state: OrderState, taken: string, alternatives: string[] | undefined): ShortlistEntry[] {
  const nobodyLeft = alternatives?.length === 0;
  if (patched('takenStays' satisfies PatchId)) return nobodyLeft ? [] : state.candidates;
  if (nobodyLeft && patched('nobodyLeft' satisfies PatchId)) return [];
  return state.candidates.filter((c) => c.helperId !== taken);
}

/** Holds expire shortly after their deadline, so that an answer in the last second still finds its slot. */
export const holdUntil = (deadline: number): string => new Date(deadline + 5 * 60_000).toISOString();
