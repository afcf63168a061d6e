import { leaveAsTold } from '#activities/send-again.ts';
import { TOLD_BY_PHONE } from '#contracts/events.ts';
import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';
import { repairNotices } from '../../writes/repair-notices.ts';

export const retryStep = message(
  http.retryStep,
  'retryStep',
  async ({ deps, body }, order) => {
    // Before the order hears of it: then it finds nothing that it would send again.
    if (order.needsOpsReason === 'noticeBounced' && body.reason === TOLD_BY_PHONE)
      await leaveAsTold(deps.database, order.id);
    return {};
  },
  {
    afterEnd: ({ deps, reader, keyed, body }, order) =>
      repairNotices({ ...{ database: deps.database, reader, keyed, body }, orderId: order.id }),
  },
);
