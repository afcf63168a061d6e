import type { OrderView } from '#contracts/orders/order.ts';
import { type Life, look, nextVersion, pause } from './life.ts';
import { closeMoneyAndReview } from './live/aftermath.ts';
import { liveCaseStory } from './live/case-story.ts';
import { decideOpenCase } from './live/cases.ts';
import { chooseOrNot, findByHand } from './live/choice.ts';
import { answerInquiry, placeOrder } from './live/inquiry.ts';
import { signOrNot } from './live/signing.ts';
import { awaitVisit, liveVisit } from './live/visit.ts';

/**
 * Lives one order from the inquiry to its end, or until `stopAt` says that it is far enough, acting for everybody who
 * has to act. Called again, it goes on from there.
 */
export async function liveOrder(
  life: Life,
  stopAt: (order: OrderView) => boolean = () => false,
): Promise<OrderView> {
  life.customer ??= await life.cast.customer(life.plan.customer);
  if (!life.orderId) await placeOrder(life);
  let order = await look(life);
  while (order.stage !== 'closed' && !stopAt(order)) {
    const refused = life.refusals.length;
    const acted =
      (await liveCaseStory(life, order)) || (await decideOpenCase(life, order)) || (await act(life, order));
    // Refused a moment too early or too late: a person looks again and tries again.
    const tryAgain = !acted && life.refusals.length > refused;
    if (tryAgain) await pause(500);
    order = acted || tryAgain ? await look(life) : await nextVersion(life, order);
  }
  return order;
}

/** What the people of this order do now; false when they only wait. */
function act(life: Life, order: OrderView): Promise<boolean> {
  switch (order.stage) {
    case 'inquiry':
      return answerInquiry(life, order);
    case 'matching':
      return findByHand(life, order);
    case 'selection':
      return chooseOrNot(life, order);
    case 'agreement':
      return signOrNot(life, order);
    case 'scheduled':
      return awaitVisit(life, order);
    case 'visit':
      return liveVisit(life, order);
    default:
      return closeMoneyAndReview(life, order);
  }
}
