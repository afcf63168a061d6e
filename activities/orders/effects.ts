import type { Transition } from '#activities/order-rows/order-subject.ts';
import { EffectRefused } from '#activities/transition/effect-refused.ts';
import type { OrdersEffects } from '#contracts/orders/effects.ts';
import type { Done, Refusal } from '#contracts/transition.ts';
import { alongWithEvent } from './along-with-event.ts';
import { closeOrder } from './close-order.ts';

type Part = Pick<OrdersEffects, 'completeInquiry' | 'recordEvent' | 'closeOrder'>;

export function orderActivities({ transition }: { transition: Transition }): Part {
  return {
    async completeInquiry(input): Promise<Done | Refusal> {
      return transition(input, async () => {
        const { minutes, quantity } = input;
        const windowStart = new Date(input.windowStart);
        const windowEnd = new Date(input.windowEnd);
        if (windowEnd.getTime() - windowStart.getTime() < minutes * 60_000)
          throw new EffectRefused('SlotInvalid');
        return {
          result: { ok: true },
          events: [{ kind: 'inquiryCompleted', payload: {} }],
          changes: { minutes, quantity, windowStart, windowEnd },
        };
      });
    },

    async recordEvent(input): Promise<Done> {
      const done = await transition<Done>(input, async (tx, order) => ({
        result: { ok: true },
        events: [input.event],
        changes: await alongWithEvent(tx, order, input.event, input.step),
      }));
      if (!done.ok) throw new Error(`recordEvent was refused: ${done.code}`);
      return done;
    },

    closeOrder: closeOrder(transition),
  };
}
