import { markToldByPhone } from '#activities/notices/retry-bounced-notices.ts';
import type { MessageWorks } from '#api/messages/message.ts';
import { TOLD_BY_PHONE } from '#contracts/notices/bounced.ts';
import { repairNotices } from './writes/repair-notices.ts';

export const noticeMessages = {
  retryStep: {
    async fields({ deps, body }, order) {
      // Before the order gets the message: then it finds nothing to send again.
      if (order.needsOpsReason === 'noticeBounced' && body.reason === TOLD_BY_PHONE)
        await markToldByPhone(deps.database, order.id);
      return {};
    },
    afterEnd: ({ deps, reader, keyed, body }, order) =>
      repairNotices({ database: deps.database, reader, keyed, body, orderId: order.id }),
  },
} satisfies Partial<MessageWorks>;
