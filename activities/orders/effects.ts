import { lockHelpersOf, releaseSlots } from '#activities/calendars/booking.ts';
import { lapseProposalsSql } from '#activities/calendars/lapse-proposals.ts';
import { overtakeCasesSql } from '#activities/cases/overtake-cases.ts';
import {
  bookPayment,
  feePostings,
  outstandingFen,
  rewardPostings,
  waiverPostings,
  writeLedger,
} from '#activities/money/ledger.ts';
import { retryBouncedNotices } from '#activities/notices/retry-bounced-notices.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Effect, Transition } from '#activities/order-rows/order-subject.ts';
import { Refused } from '#activities/transition/refused.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import type { OrdersEffects } from '#contracts/orders/effects.ts';
import type { Done, Refusal } from '#contracts/transition.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

type Part = Pick<OrdersEffects, 'completeInquiry' | 'recordEvent' | 'closeOrder'>;
type Closing = Parameters<OrdersEffects['closeOrder']>[0];

export function orderActivities({ transition }: { transition: Transition }): Part {
  return {
    async completeInquiry(input): Promise<Done | Refusal> {
      return transition(input, async () => {
        const { minutes, quantity } = input;
        const windowStart = new Date(input.windowStart);
        const windowEnd = new Date(input.windowEnd);
        if (windowEnd.getTime() - windowStart.getTime() < minutes * 60_000) throw new Refused('SlotInvalid');
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
        changes: await alongWith(tx, order, input.event, input.step),
      }));
      if (!done.ok) throw new Error(`recordEvent was refused: ${done.code}`);
      return done;
    },

    async closeOrder(input): Promise<Done> {
      // Anyone who may cancel can end the order; only a proven asker can make it cost something.
      const money = input.fee !== null && input.step.actor.role !== 'system';
      const close: Effect<Done> = async (tx, order) => {
        if (await lockHelpersOf(tx, order.id)) await releaseSlots(tx, { orderId: order.id });
        const unbooked = await endWhatIsOpen(tx, order, input);
        const { ending, reason } = input;
        const events = [
          ...(await bookPayments(tx, order, unbooked, input)),
          ...(await reward(tx, order, input)),
          ...(await fee(tx, order, input)),
          { kind: 'closed' as const, payload: { ending, ...(reason ? { reason } : {}) } },
        ];
        return { result: { ok: true }, events, changes: { ending, closedAt: new Date(input.step.at) } };
      };
      // The refusal of an unproven fee is handed back: the workflow then closes without it.
      return (await transition<Done>(input, close, { money })) as Done;
    },
  };
}

/** A payment that its gateway reported, and that is in no book: what it was for had been settled otherwise. */
interface Unbooked {
  id: string;
  amountFen: number;
  gateway: string;
}

/**
 * Nothing of a closed order waits for anybody; what both signed stays valid only when it was completed. Answers the
 * payments that nobody has booked.
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

/** They are booked at the end; ops hear that there is something to give back. */
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

/** The few events that move a little more than the stage. */
async function alongWith(
  tx: Tx,
  order: OrderRow,
  event: OrderEventOf,
  step: { at: string; cause: string; key: string },
): Promise<Partial<OrderRow>> {
  switch (event.kind) {
    case 'rematchAsked':
      return { rematchCount: order.rematchCount + 1 };
    case 'deadlineExtended':
      // Holds live as long as the decision they are kept for.
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

export async function extendHolds(tx: Tx, orderId: string, ms: number): Promise<void> {
  if (!(await lockHelpersOf(tx, orderId))) return;
  await tx.execute(sql`
    UPDATE booking SET held_until = held_until + make_interval(secs => ${ms / 1000}::float8), updated_at = now()
    WHERE order_id = ${orderId} AND status = 'held'`);
}

async function reward(tx: Tx, order: OrderRow, input: Closing): Promise<OrderEventOf[]> {
  if (!input.reward || !order.helperId) return [];
  const { helperId } = order;
  const { points, bonusFen, boost } = order.policy.reward;
  const key = `${order.id}/reward`;
  await tx.execute(sql`
    WITH given AS (
      INSERT INTO reward (key, order_id, helper_id, points, bonus_fen, boost, at)
      VALUES (${key}, ${order.id}, ${helperId}::uuid, ${points}, ${bonusFen}, ${boost}, ${new Date(input.step.at)})
    )
    UPDATE helper SET boost = boost + ${boost} WHERE id = ${helperId}::uuid`);
  await writeLedger(tx, {
    key,
    orderId: order.id,
    kind: 'reward',
    cause: input.step.cause,
    at: input.step.at,
    postings: rewardPostings({ helperId, bonusFen, points }),
  });
  return [{ kind: 'rewardGranted', payload: { helperId, points, bonusFen } }];
}

async function fee(tx: Tx, order: OrderRow, input: Closing): Promise<OrderEventOf[]> {
  if (!input.fee || input.fee.fen <= 0) return [];
  const { fen, payer, kind } = input.fee;
  // A helper who did not come has left the order already; the last agreement still knows who it was.
  const models = await tx.models();
  const last = await models.agreement.findFirst({
    where: { orderId: order.id },
    orderBy: { createdAt: 'desc' },
  });
  const helperId = order.helperId ?? last?.helperId ?? null;
  if (payer === 'helper' && !helperId) return [];
  await writeLedger(tx, {
    key: `${order.id}/fee`,
    orderId: order.id,
    kind,
    cause: input.step.cause,
    at: input.step.at,
    postings: feePostings({ fen, payer, customerId: order.customerId, helperId, policy: order.policy }),
  });
  return [{ kind: 'feeCharged', payload: { fen, payer, kind } }];
}
