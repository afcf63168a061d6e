import { parsePolicy } from '#contracts/catalogue/parse-policy.ts';
import type { Ending, Settlement, Stage } from '#contracts/orders/stages.ts';
import type { WaitingFor } from '#contracts/people/roles.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { Order } from '#prisma/generated/client.ts';
import { KNOWN_COLUMNS, type KnownField } from './order-columns.ts';

export type { Tx };

/** Columns whose values are narrower here than in the table. */
interface Narrowed {
  stage: Stage;
  ending: Ending | null;
  waitingFor: WaitingFor | null;
  policy: Policy;
  settlement: Settlement;
  clockShiftMs: number;
}
/** A whole row of table "order". */
export interface StoredOrder extends Omit<Order, keyof Narrowed>, Narrowed {}
/** The projection of one order, as a transition reads and writes it. */
export interface OrderRow extends Pick<StoredOrder, KnownField> {}

/** Converts a row, or a part of one, as the database returns it: typed codes, the policy with all its keys. */
export function readOrder<R extends Pick<Order, keyof Narrowed>>(row: R): Omit<R, keyof Narrowed> & Narrowed {
  return {
    ...row,
    stage: row.stage as Stage,
    ending: row.ending as Ending | null,
    waitingFor: row.waitingFor as WaitingFor | null,
    settlement: row.settlement as Settlement,
    policy: parsePolicy(row.policy),
    clockShiftMs: Number(row.clockShiftMs),
  };
}

type Known = Pick<Order, KnownField>;

/** Takes the row lock under which every transition of this order runs, and gives back its newest state. */
export async function lockOrder(tx: Tx, orderId: string): Promise<OrderRow | undefined> {
  const [row] = await tx.query<Known>(sql`
    SELECT ${KNOWN_COLUMNS} FROM "order" o WHERE o.id = ${orderId} FOR NO KEY UPDATE`);
  return row && readOrder(row);
}

/**
 * The lock together with the result stored under this key. A transaction that waited for the lock sees the newest
 * order, but not results stored while it waited: if the version is already taken, the result has to be queried again.
 */
export async function lockForStep(
  tx: Tx,
  step: { orderId: string; key: string },
): Promise<{ order: OrderRow; done: { inputHash: string; result: unknown } | null } | undefined> {
  const [row] = await tx.query<Known & { inputHash: string | null; result: unknown }>(sql`
    SELECT ${KNOWN_COLUMNS}, t.input_hash AS "inputHash", t.result
    FROM "order" o LEFT JOIN transition t ON t.key = ${step.key}
    WHERE o.id = ${step.orderId} FOR NO KEY UPDATE OF o`);
  if (!row) return undefined;
  const { inputHash, result, ...order } = row;
  return { order: readOrder(order), done: inputHash === null ? null : { inputHash, result } };
}
