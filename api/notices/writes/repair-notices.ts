import { markToldByPhone, retryBouncedNotices } from '#activities/notices/retry-bounced-notices.ts';
import { lockOrder } from '#activities/order-rows/order-row.ts';
import { transitionClosedOrder } from '#activities/order-rows/transition-closed-order.ts';
import { keepAnswer } from '#api/http/keep-answer.ts';
import type { Keyed } from '#api/http/keyed.ts';
import type { Reader } from '#api/http/reader.ts';
import type { Accepted } from '#contracts/endpoint.ts';
import { TOLD_BY_PHONE } from '#contracts/notices/bounced.ts';
import type { Database } from '#platform/database.ts';

/**
 * Undelivered notices of a closed order's end are sent again, or marked as told by phone. No workflow can do this any
 * more, so it is done here, once. Null: there are none.
 */
export async function repairNotices(input: {
  database: Database;
  reader: Reader;
  keyed: Keyed;
  orderId: string;
  body: { reason: string; note?: string | undefined };
}): Promise<Accepted | null> {
  const { database, reader, keyed, orderId, body } = input;
  const work = async (tx: Parameters<Parameters<typeof keepAnswer>[0]['work']>[0]): Promise<Accepted> => {
    const order = await lockOrder(tx, orderId);
    const repair = body.reason === TOLD_BY_PHONE ? markToldByPhone : retryBouncedNotices;
    if (order?.stage !== 'closed' || (await repair(tx, orderId)) === 0) throw new NothingBounced();
    const models = await tx.models();
    if (body.note)
      await models.note.create({
        data: { id: keyed.callId, orderId, authorId: reader.id, kind: 'ops', body: body.note },
      });
    const version = await transitionClosedOrder({
      ...{ tx, order, action: 'repairNotices', cause: keyed.callId },
      actor: { id: reader.id, role: reader.role },
      effect: async () => ({ events: [{ kind: 'opsRepaired', payload: { reason: body.reason } }] }),
    });
    return { ok: true, orderId, version };
  };
  try {
    return await keepAnswer({ database, keyed, work });
  } catch (error) {
    if (error instanceof NothingBounced) return null;
    throw error;
  }
}

/** Rolls back the row of the call with the transaction: the call then goes to the workflow like any other. */
class NothingBounced extends Error {}
