import { lockHelpersOf, releaseSlots } from '#activities/calendars/booking.ts';
import { lapseProposalsSql } from '#activities/calendars/lapse-proposals.ts';
import { overtakeCasesSql } from '#activities/cases/overtake-cases.ts';
import { bookPayment } from '#activities/money/ledger.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Effect, Transition } from '#activities/order-rows/order-subject.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import type { OrdersEffects } from '#contracts/orders/effects.ts';
import type { Done } from '#contracts/transition.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { chargeFee, giveReward } from './reward-and-fee.ts';

type Closing = Parameters<OrdersEffects['closeOrder']>[0];

/** Ends an order with its slots, offers, cases and proposals; then books what is left. */
export function closeOrder(transition: Transition) {
  return async (input: Closing): Promise<Done> => {
    // Anyone who may cancel can end the order; a fee requires a proven sender.
    const money = input.fee !== null && input.step.actor.role !== 'system';
    const close: Effect<Done> = async (tx, order) => {
      if (await lockHelpersOf(tx, order.id)) await releaseSlots(tx, { orderId: order.id });
      const unbooked = await endWhatIsOpen(tx, order, input);
      const { ending, reason } = input;
      const events = [
        ...(await bookPayments(tx, order, unbooked, input)),
        ...(await giveReward(tx, order, input)),
        ...(await chargeFee(tx, order, input)),
        { kind: 'closed' as const, payload: { ending, ...(reason ? { reason } : {}) } },
      ];
      return { result: { ok: true }, events, changes: { ending, closedAt: new Date(input.step.at) } };
    };
    // Returns the refusal of an unproven fee: the workflow then closes without it.
    return (await transition<Done>(input, close, { money })) as Done;
  };
}

/** A payment that its gateway reported and that is not booked: its debt was paid otherwise. */
interface Unbooked {
  id: string;
  amountFen: number;
  gateway: string;
}

/**
 * Ends everything that still waits in the order. A signed agreement stays valid only when the order was completed.
 * Returns the payments that nobody booked.
 */
async function endWhatIsOpen(
  tx: Tx,
  order: OrderRow,
  { ending, step: { at } }: Closing,
): Promise<Unbooked[]> {
  return tx.query<Unbooked>(sql`
    WITH proposals AS (${lapseProposalsSql(order.id, { by: 'overtaken', at })}),
      cases AS (${overtakeCasesSql(order.id, { kinds: ['arrival', 'fitness'], at })}),
      offers AS (
        UPDATE candidate SET status = 'passed' WHERE order_id = ${order.id} AND status IN ('offered', 'accepted')
      ), agreements AS (
        UPDATE agreement SET status = 'void' WHERE order_id = ${order.id}
          AND CASE WHEN ${ending === 'completed'} THEN status = 'drafted' ELSE status <> 'void' END
      )
    SELECT p.id, p.amount_fen AS "amountFen", p.gateway FROM payment p
    WHERE p.order_id = ${order.id} AND p.status = 'paid'
      AND NOT EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.key = p.order_id || '/payment/' || p.id)`);
}

/** They are booked at the end; ops are told that a refund is due. */
async function bookPayments(
  tx: Tx,
  order: OrderRow,
  unbooked: Unbooked[],
  { step }: Closing,
): Promise<OrderEventOf[]> {
  if (unbooked.length === 0) return [];
  for (const payment of unbooked) await bookPayment(tx, order, payment, step);
  const received = unbooked.map(({ id, amountFen }) => ({
    kind: 'paymentReceived' as const,
    payload: { paymentId: id, amountFen, source: 'gateway' as const },
  }));
  return [...received, { kind: 'needsOps', payload: { reason: 'overpaid' } }];
}
