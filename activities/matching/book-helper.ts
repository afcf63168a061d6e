import { isTakenBySql } from '#activities/calendars/booking.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Transition } from '#activities/order-rows/order-subject.ts';
import { EffectRefused } from '#activities/transition/effect-refused.ts';
import type { Booked } from '#contracts/matching/effects.ts';
import type { Refusal } from '#contracts/transition.ts';
import type { Tx } from '#platform/database.ts';
import { checkChoice, whoIsLeft } from './check-choice.ts';
import { type BookingInput, lockBookingScene } from './lock-booking-scene.ts';
import { writeBooking } from './write-booking.ts';

/** Books the chosen (or hand-picked) helper's slot, releases the others and drafts the agreement. */
export function bookHelper(transition: Transition) {
  return async (input: BookingInput): Promise<Booked | Refusal> => {
    try {
      return await transition<Booked>(input, (tx, order) => book(tx, order, input));
    } catch (error) {
      if (!isTakenBySql(error)) throw error;
      // The constraint refused the slot instead of the lock: the customer still gets the remaining candidates.
      return transition<Booked>(input, async (tx, order) => {
        const scene = await lockBookingScene(tx, order, input);
        throw new EffectRefused('HelperTaken', { alternatives: whoIsLeft(order, input, scene) });
      });
    }
  };
}

async function book(tx: Tx, order: OrderRow, input: BookingInput) {
  const scene = await lockBookingScene(tx, order, input);
  const choice = checkChoice(order, input, scene);
  const { agreementId, termsHash } = await writeBooking(tx, { order, input, scene, choice });

  const { helperId } = input;
  const { totalFen } = choice.price;
  const startsAt = new Date(choice.slot.startsAt);
  const endsAt = new Date(choice.slot.endsAt);
  const payload = { helperId, totalFen, startsAt: startsAt.toISOString(), agreementId };
  const result: Booked = {
    ok: true,
    helperId,
    agreementId,
    termsHash,
    totalFen,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
  };
  return {
    result,
    events: [
      input.byHand
        ? {
            kind: 'dispatchedByHand' as const,
            payload: { ...payload, reason: input.step.actor.reason ?? 'byHand' },
          }
        : { kind: 'helperChosen' as const, payload },
    ],
    changes: { helperId, startsAt, endsAt, totalFen, round: Math.max(order.round, input.round) },
  };
}
