import { millis } from '#contracts/durations.ts';
import type { Booked } from '#contracts/matching/effects.ts';
import { causedBy } from '../../durable/requests.ts';
import { because } from '../../durable/transitions.ts';
import { bookHelper, holdUntil } from '../book-helper.ts';
import type { OrderContext, RequestOf } from '../order-kinds.ts';

/** What the customer asked for when requesting other helpers. */
export type Wish = RequestOf<'rematch'> | null;

/**
 * Recommends 1-3 helpers and holds their slots. If it finds none, ops are alerted and may dispatch by hand; then it
 * tries again until the policy's rounds are used up. Returns the helper whom ops dispatched, or null when the
 * shortlist is ready.
 */
export async function findCandidates(order: OrderContext, wish: Wish): Promise<Booked | null> {
  const { state, policy, input } = order;
  for (;;) {
    if (state.round >= policy.maxRounds && !wish) return order.end('no_match');
    const round = state.round + 1;
    const window = wish && movedWindow(wish);
    if (window) Object.assign(state, window);
    const choiceBy = order.personLimit(policy.selectionLimit);
    const searchBy = Date.now() + millis(policy.matchingLimit);
    const found = order.place('selection', 'customer', choiceBy);
    const none = {
      ...order.place('matching', 'ops', searchBy),
      needsOps: true,
      needsOpsReason: 'noHelperFound',
    };
    const named = wish?.body.named ?? (round === 1 ? input.named : undefined);
    const result = await order.move(
      'recommendHelpers',
      {
        round,
        excluded: state.excluded,
        reasons: wish?.body.reasons ?? [],
        capFen: state.capFen,
        holdUntil: holdUntil(choiceBy),
        ...(named ? { named } : {}),
        ...(window ? { window } : {}),
      },
      {
        places: { none },
        ...(wish ? causedBy(wish) : because(`round ${round}`)),
        to: found,
        arrive: (r) => (r.candidates.length ? found : none),
      },
    );
    state.round = round;
    state.candidates = result.candidates;
    state.shown = [...new Set([...state.shown, ...result.candidates.map((c) => c.helperId)])];
    state.answered = result.candidates.filter((c) => c.accepted).map((c) => c.helperId);
    if (wish) wish.answer = { ok: true, version: state.version };
    if (result.candidates.length) return null;
    const booked = await dispatchedByHand(order);
    if (booked) return booked;
    wish = null;
  }
}

/** The customer wants the named helper at another time. */
function movedWindow(wish: RequestOf<'rematch'>): { windowStart: string; windowEnd: string } | null {
  const { windowStart, windowEnd } = wish.body;
  return windowStart && windowEnd ? { windowStart, windowEnd } : null;
}

/** Ops choose a helper while none is found; null when the deadline passed. */
async function dispatchedByHand(order: OrderContext): Promise<Booked | null> {
  for (;;) {
    const request = await order.next(['dispatchHelper'], {
      label: '运营派工 ops dispatch by hand',
      deadline: order.state.deadline,
    });
    if (!request) return null;
    const booked = await bookHelper(order, request, request.body.helperId);
    if (booked) return booked;
  }
}
