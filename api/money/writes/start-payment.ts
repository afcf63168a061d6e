import { outstandingFen } from '#activities/money/ledger.ts';
import { lockOrder } from '#activities/order-rows/order-row.ts';
import type { Deps } from '#api/deps.ts';
import { Refused } from '#api/http/refused.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

interface Started {
  paymentId: string;
  amountFen: number;
  gateway: string;
}

/** Starts a payment of the remaining debt. An earlier payment that is still open is used again. */
export async function startPayment(input: {
  deps: Deps;
  tx: Tx;
  orderId: string;
  paymentId: string;
}): Promise<Started> {
  const { deps, tx, orderId } = input;
  const { name: gateway } = deps.payments;
  // Under the order's lock, so that two devices of one customer get the same payment.
  const order = await lockOrder(tx, orderId);
  if (!order) throw new Refused('NotFound');
  const amountFen = await outstandingFen(tx, orderId, order.customerId);
  if (amountFen <= 0) throw new Refused('WrongStage');
  const [payment] = await tx.query<{ id: string }>(sql`
    WITH open AS (
      SELECT id FROM payment
      WHERE order_id = ${orderId} AND gateway = ${gateway} AND amount_fen = ${amountFen} AND status = 'created'
      ORDER BY created_at DESC LIMIT 1
    ), fresh AS (
      INSERT INTO payment (id, order_id, amount_fen, gateway, status)
      SELECT ${input.paymentId}::uuid, ${orderId}, ${amountFen}, ${gateway}, 'created'
      WHERE NOT EXISTS (SELECT 1 FROM open) RETURNING id
    )
    SELECT id FROM open UNION ALL SELECT id FROM fresh`);
  return { paymentId: payment!.id, amountFen, gateway };
}
