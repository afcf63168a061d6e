import { v5 as uuidv5 } from 'uuid';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Transition } from '#activities/order-rows/order-subject.ts';
import { EffectRefused } from '#activities/transition/effect-refused.ts';
import { isVouchedFor } from '#activities/transition/is-verified.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import type { MoneyEffects } from '#contracts/money/effects.ts';
import { splitFen } from '#contracts/money/price.ts';
import { isStaff } from '#contracts/people/roles.ts';
import type { Done, Refusal, Step } from '#contracts/transition.ts';
import type { Tx } from '#platform/database.ts';
import type { Secret } from '#platform/proof.ts';
import { sql } from '#platform/sql.ts';
import { bookPayment, outstandingFen, settlePostings, writeLedger } from './ledger.ts';

export function settlementActivities({
  transition,
  secret,
}: {
  transition: Transition;
  secret: Secret;
}): MoneyEffects {
  return {
    async settle(input): Promise<{ ok: true; dueFen: number } | Refusal> {
      const { by, reductionFen, step } = input;
      return transition(input, async (tx, order) => {
        const { helperId, customerId, totalFen, policy } = order;
        if (!helperId || totalFen === null)
          throw new Error(`${order.id} has no agreed helper or price to settle`);
        if (reductionFen < 0 || reductionFen > totalFen) throw new EffectRefused('AmountMismatch');
        const dueFen = totalFen - reductionFen;
        await tx.execute(sql`
          WITH confirmed AS (
            UPDATE visit SET confirmed_at = ${new Date(step.at)}, confirmed_by = ${by} WHERE order_id = ${order.id}
          ), done AS (
            UPDATE booking SET status = 'done', updated_at = now()
            WHERE order_id = ${order.id} AND helper_id = ${helperId}::uuid AND status = 'confirmed'
          )
          UPDATE helper SET completed_count = completed_count + 1 WHERE id = ${helperId}::uuid`);
        await writeLedger(tx, {
          key: `${order.id}/settle`,
          orderId: order.id,
          kind: 'settle',
          cause: step.cause,
          at: step.at,
          postings: settlePostings({ dueFen, customerId, helperId, policy }),
        });
        const share = splitFen(dueFen, policy.platformPercent);
        const onBehalf = step.actor.action === 'confirmCompletion' && isStaff(step.actor);
        const payload = { totalFen, helperFen: share.helper, platformFen: share.platform, reductionFen };
        return {
          result: { ok: true, dueFen },
          events: [
            { kind: 'completionConfirmed', payload: { by, ...(onBehalf ? { onBehalf } : {}) } },
            { kind: 'settled', payload },
          ],
        };
      });
    },

    async recordPayment(input): Promise<Done | Refusal> {
      const { paymentId, amountFen, source, step } = input;
      return transition(input, async (tx, order) => {
        const owed = await outstandingFen(tx, order.id, order.customerId);
        // The gateway already has the money: less may be owed by now, and the surplus is refunded.
        const fits = source === 'cash' ? amountFen === owed : owed > 0 && amountFen >= owed;
        if (amountFen <= 0 || !fits) throw new EffectRefused('AmountMismatch');
        if (source === 'cash') {
          return {
            result: { ok: true },
            events: [await takeCash(tx, order, { paymentId, amountFen, step })],
          };
        }
        const payment = isUuid(paymentId) ? await paymentOf(tx, order, paymentId) : undefined;
        if (!payment || payment.amountFen !== amountFen) throw new EffectRefused('AmountMismatch');
        // Anybody could send a signal: either the API vouches for it, or the API has stored the gateway's signed
        // callback.
        if (payment.gatewayRef === null && !isVouchedFor(secret, { subject: 'order', id: order.id }, step))
          throw new EffectRefused('Unverified');
        const at = new Date(step.at);
        await tx.execute(sql`
          UPDATE payment SET status = 'paid', paid_at = coalesce(paid_at, ${at}), told_at = ${at}
          WHERE id = ${paymentId}::uuid`);
        await bookPayment(tx, order, { id: paymentId, amountFen, gateway: payment.gateway }, step);
        return {
          result: { ok: true },
          events: [
            { kind: 'paymentReceived', payload: { paymentId, amountFen, source } },
            ...(amountFen > owed ? [{ kind: 'needsOps' as const, payload: { reason: 'overpaid' } }] : []),
          ],
        };
      });
    },
  };
}

async function paymentOf(tx: Tx, order: OrderRow, paymentId: string) {
  const [payment] = await tx.query<{ amountFen: number; gateway: string; gatewayRef: string | null }>(sql`
    SELECT amount_fen AS "amountFen", gateway, gateway_ref AS "gatewayRef"
    FROM payment WHERE id = ${paymentId}::uuid AND order_id = ${order.id}`);
  return payment;
}

interface Paid {
  paymentId: string;
  amountFen: number;
  step: Pick<Step, 'at' | 'cause'>;
}

/** Cash that ops received. Its reference makes the same cash count once. */
export async function takeCash(
  tx: Tx,
  order: OrderRow,
  { paymentId, amountFen, step }: Paid,
): Promise<OrderEventOf> {
  const id = uuidv5(paymentId, uuidv5.URL);
  const paidAt = new Date(step.at);
  const models = await tx.models();
  await models.payment.create({
    data: {
      id,
      orderId: order.id,
      amountFen,
      gateway: 'cash',
      gatewayRef: paymentId,
      status: 'paid',
      paidAt,
      toldAt: paidAt,
    },
  });
  await bookPayment(tx, order, { id, amountFen, gateway: 'cash' }, step);
  return { kind: 'paymentReceived', payload: { paymentId: id, amountFen, source: 'cash' } };
}

const isUuid = (id: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
