import { waiverPostings, writeLedger } from '#activities/money/ledger.ts';
import { lockOrder } from '#activities/order-rows/order-row.ts';
import { transitionClosedOrder } from '#activities/order-rows/transition-closed-order.ts';
import type { Keyed } from '#api/http/keyed.ts';
import type { Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import { waivableFen } from '#contracts/money/may-waive-fee.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/** Ops waive the cancellation or no-show fee of a closed order's customer, once, with a reason on its timeline. */
export async function waiveFee(input: {
  tx: Tx;
  reader: Reader;
  keyed: Keyed;
  orderId: string;
  body: { reason: string; note?: string | undefined };
}): Promise<{ waivedFen: number }> {
  const { tx, reader, keyed, orderId, body } = input;
  const order = await lockOrder(tx, orderId);
  if (!order) throw new Refused('NotFound');
  if (order.stage !== 'closed') throw new Refused('WrongStage');
  const customer = `customer:${order.customerId}`;
  const [owed] = await tx.query<{ fee: bigint | null; due: bigint | null }>(sql`
    SELECT sum(e.amount) FILTER (WHERE t.kind IN ('cancelFee', 'noShowFee', 'waiver')) AS fee, sum(e.amount) AS due
    FROM ledger_entry e JOIN ledger_transaction t ON t.key = e.transaction_key
    WHERE t.order_id = ${orderId} AND e.account = ${customer} AND e.unit = 'fen'`);
  const { stage } = order;
  const fen = waivableFen({ stage, feeFen: Number(owed?.fee ?? 0), dueFen: Number(owed?.due ?? 0) });
  if (fen === 0) throw new Refused('NothingToWaive');
  const models = await tx.models();
  if (body.note) {
    await models.note.create({
      data: { id: keyed.callId, orderId, authorId: reader.id, kind: 'ops', body: body.note },
    });
  }
  await transitionClosedOrder({
    ...{ tx, order, action: 'waiveFee', cause: keyed.callId },
    actor: { id: reader.id, role: reader.role },
    async effect({ cause, at }) {
      const postings = waiverPostings({ fen, customerId: order.customerId });
      await writeLedger(tx, { key: `${orderId}/waiver`, orderId, kind: 'waiver', cause, at, postings });
      const payload = { fen, reason: body.reason, ...(body.note ? { noteId: keyed.callId } : {}) };
      return { events: [{ kind: 'feeWaived', payload }], settlement: 'waived' };
    },
  });
  return { waivedFen: fen };
}
