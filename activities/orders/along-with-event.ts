import { outstandingFen, waiverPostings, writeLedger } from '#activities/money/ledger.ts';
import { retryBouncedNotices } from '#activities/notices/retry-bounced-notices.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import type { Tx } from '#platform/database.ts';
import { extendHolds } from './extend-holds.ts';

/** The few events that change more than the stage. */
export async function alongWithEvent(
  tx: Tx,
  order: OrderRow,
  event: OrderEventOf,
  step: { at: string; cause: string; key: string },
): Promise<Partial<OrderRow>> {
  switch (event.kind) {
    case 'rematchAsked':
      return { rematchCount: order.rematchCount + 1 };
    case 'deadlineExtended':
      await extendHolds(tx, order.id, event.payload.minutes * 60_000);
      return {};
    case 'feeWaived': {
      const fen = Math.min(event.payload.fen, await outstandingFen(tx, order.id, order.customerId));
      const postings = waiverPostings({ fen, customerId: order.customerId });
      await writeLedger(tx, {
        key: `${step.key}/waiver`,
        orderId: order.id,
        kind: 'waiver',
        cause: step.cause,
        at: step.at,
        postings,
      });
      return {};
    }
    case 'opsRepaired':
      if (event.payload.reason === 'noticeBounced') await retryBouncedNotices(tx, order.id);
      return {};
    default:
      return {};
  }
}
