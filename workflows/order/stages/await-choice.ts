import type { Booked } from '#contracts/matching/effects.ts';
import { causedBy } from '../../durable/requests.ts';
import { bookHelper } from '../book-helper.ts';
import type { OrderContext, RequestOf } from '../order-kinds.ts';
import type { Wish } from './find-candidates.ts';

/**
 * The customer chooses or asks for other helpers, while candidates answer their offers. No answer ends the order as
 * `no_choice`.
 */
export async function awaitChoice(order: OrderContext): Promise<{ booked: Booked } | { again: Wish }> {
  const { state } = order;
  for (;;) {
    if (!state.candidates.length) return { again: null };
    const request = await order.next(['chooseHelper', 'rematch', 'answerOffer', 'dispatchHelper'], {
      label: '客户选择 customer chooses',
      deadline: state.deadline,
    });
    if (!request) return order.end('no_choice');
    switch (request.action) {
      case 'rematch':
        state.rematchCount += 1;
        state.excluded = [...new Set([...state.excluded, ...state.candidates.map((c) => c.helperId)])];
        return { again: request };
      case 'answerOffer':
        await takeOfferAnswer(order, request);
        break;
      case 'chooseHelper':
      case 'dispatchHelper': {
        const booked = await bookHelper(order, request, request.body.helperId);
        if (booked) return { booked };
      }
    }
  }
}

/** A candidate pre-accepts or declines. A decline releases the slot; if nobody is left, the next round starts. */
async function takeOfferAnswer(order: OrderContext, request: RequestOf<'answerOffer'>): Promise<void> {
  const { state } = order;
  const { helperId, accept } = request.body;
  const result = await order.move(
    'answerOffer',
    { round: state.round, helperId, accept },
    { ...causedBy(request), to: {} },
  );
  if (result.ok) {
    state.answered.push(helperId);
    if (!accept) {
      state.candidates = state.candidates.filter((c) => c.helperId !== helperId);
      state.excluded.push(helperId);
    }
  }
  request.answer = result.ok ? { ok: true, version: state.version } : result;
}
