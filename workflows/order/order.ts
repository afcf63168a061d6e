import type { Booked } from '#contracts/matching/effects.ts';
import type { OrderOutcome, StartOrder } from '#contracts/orders/start-order.ts';
import { openOrder } from './order-context.ts';
import type { OrderContext } from './order-kinds.ts';
import { awaitArrival } from './stages/await-arrival.ts';
import { awaitChoice } from './stages/await-choice.ts';
import { awaitCompletion, type VisitDone } from './stages/await-completion.ts';
import { collectPayment } from './stages/collect-payment.ts';
import { collectReview } from './stages/collect-review.ts';
import { findCandidates, type Wish } from './stages/find-candidates.ts';
import { followUp } from './stages/follow-up.ts';
import { settleOrder } from './stages/settle-order.ts';
import { signAgreement } from './stages/sign-agreement.ts';
import { takeInquiry } from './stages/take-inquiry.ts';

/** The life of one order, from the inquiry to the archived reward or penalty. */
export async function orderWorkflow(input: StartOrder): Promise<OrderOutcome> {
  const order = openOrder(input); // creates state and handlers; nothing is awaited yet
  return order.live(async () => {
    await takeInquiry(order);

    let visit: VisitDone | undefined;
    while (!visit) {
      const helper = await agreeOnHelper(order);
      const agreement = await signAgreement(order, helper);
      const arrived = agreement && (await awaitArrival(order));
      if (arrived) visit = await awaitCompletion(order); // otherwise the helper dropped out, and the next round finds another
    }

    await settleOrder(order, visit);
    const [review] = await Promise.all([collectReview(order), collectPayment(order)]);
    await followUp(order, review);
    return 'completed';
  });
}

/** Rounds of recommendation until the customer chooses, or ops dispatch by hand. */
async function agreeOnHelper(order: OrderContext): Promise<Booked> {
  let wish: Wish = null;
  for (;;) {
    const dispatched = await findCandidates(order, wish);
    if (dispatched) return dispatched;
    const choice = await awaitChoice(order);
    if ('booked' in choice) return choice.booked;
    wish = choice.again;
  }
}
