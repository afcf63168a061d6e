import type { MessageWorks } from '#api/messages/message.ts';
import { visitMinutes } from '#contracts/orders/visit-minutes.ts';
import { checkWindow } from './writes/check-window.ts';

export const orderMessages = {
  completeInquiry: {
    async fields({ deps, body }, order) {
      const service = await deps.database.models.service.findUniqueOrThrow({
        where: { code: order.serviceCode },
      });
      const { quantity } = body;
      const minutes = visitMinutes(service, quantity);
      const liveIn = service.shape === 'liveIn';
      const window = checkWindow({ ...body, minutes, liveIn, now: new Date(), policy: order.policy });
      const windowStart = window.windowStart.toISOString();
      return { minutes, quantity, windowStart, windowEnd: window.windowEnd.toISOString() };
    },
  },
} satisfies Partial<MessageWorks>;
