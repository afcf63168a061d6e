import { feePostings, rewardPostings, writeLedger } from '#activities/money/ledger.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { millis } from '#contracts/durations.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import type { OrdersEffects } from '#contracts/orders/effects.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

type Closing = Parameters<OrdersEffects['closeOrder']>[0];

/** A good review is rewarded with points, a bonus and, for a time, a higher rank. */
export async function giveReward(tx: Tx, order: OrderRow, input: Closing): Promise<OrderEventOf[]> {
  if (!input.reward || !order.helperId) return [];
  const { helperId } = order;
  const { points, bonusFen, boost, boostFor } = order.policy.reward;
  const boostUntil = new Date(Date.parse(input.step.at) + millis(boostFor));
  const key = `${order.id}/reward`;
  await tx.execute(sql`
    WITH given AS (
      INSERT INTO reward (key, order_id, helper_id, points, bonus_fen, boost, at, boost_until)
      VALUES (${key}, ${order.id}, ${helperId}::uuid, ${points}, ${bonusFen}, ${boost}, ${new Date(input.step.at)},
        ${boostUntil})
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
  return [
    { kind: 'rewardGranted', payload: { helperId, points, bonusFen, boostUntil: boostUntil.toISOString() } },
  ];
}

/** The fee of an ending that was not agreed. */
export async function chargeFee(tx: Tx, order: OrderRow, input: Closing): Promise<OrderEventOf[]> {
  if (!input.fee || input.fee.fen <= 0) return [];
  const { fen, payer, kind } = input.fee;
  // A helper who did not come was removed from the order already; the last agreement names the helper.
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
