import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';
import { visitMinutes } from '#contracts/orders/visit-minutes.ts';
import type { Policy } from '#contracts/policy.ts';
import { checkWindow } from '../writes/check-window.ts';

export const completeInquiry = message(
  http.completeInquiry,
  'completeInquiry',
  async ({ deps, body }, order) => {
    const service = await deps.database.models.service.findUniqueOrThrow({
      where: { code: order.serviceCode },
    });
    const minutes = visitMinutes(service, body.quantity);
    const policy = order.policy as unknown as Policy;
    const window = checkWindow({
      ...body,
      minutes,
      liveIn: service.shape === 'liveIn',
      now: new Date(),
      policy,
    });
    const { windowStart, windowEnd } = window;
    return {
      minutes,
      quantity: body.quantity,
      windowStart: windowStart.toISOString(),
      windowEnd: windowEnd.toISOString(),
    };
  },
);
