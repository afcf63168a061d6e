import { markToldByPhone } from '#activities/notices/retry-bounced-notices.ts';
import { message } from '#api/messages/message.ts';
import { repairNotices } from '#api/notices/writes/repair-notices.ts';
import { http } from '#contracts/http.ts';
import { TOLD_BY_PHONE } from '#contracts/notices/bounced.ts';

export const retryStep = message(
  http.retryStep,
  'retryStep',
  async ({ deps, body }, order) => {
    // Before the order hears of it: then it finds nothing that it would send again.
    if (order.needsOpsReason === 'noticeBounced' && body.reason === TOLD_BY_PHONE)
      await markToldByPhone(deps.database, order.id);
    return {};
  },
  {
    afterEnd: ({ deps, reader, keyed, body }, order) =>
      repairNotices({ ...{ database: deps.database, reader, keyed, body }, orderId: order.id }),
  },
);
