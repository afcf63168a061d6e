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
/** The projection of one order, as a transition reads and writes it. */
export interface OrderRow extends Omit<Pick<Order, KnownField>, keyof Narrowed>, Narrowed {}

type Stored = Omit<OrderRow, 'clockShiftMs'> & { clockShiftMs: bigint };

const read = (row: Stored): OrderRow => ({ ...row, clockShiftMs: Number(row.clockShiftMs) });

/** Takes the row lock under which every transition of this order runs, and gives back its newest state. */
export async function lockOrder(tx: Tx, orderId: string): Promise<OrderRow | undefined> {
  const [row] = await tx.query<Stored>(sql`
    SELECT ${KNOWN_COLUMNS} FROM "order" o WHERE o.id = ${orderId} FOR NO KEY UPDATE`);
  return row && read(row);
}

/**
 * The lock together with what this key did before. Whoever had to wait for the lock gets the newest order, but not
 * what was stored while it waited: a version that is taken already has to be asked for again.
 */
export async function lockForStep(
  tx: Tx,
  step: { orderId: string; key: string },
): Promise<{ order: OrderRow; done: { inputHash: string; result: unknown } | null } | undefined> {
  const [row] = await tx.query<Stored & { inputHash: string | null; result: unknown }>(sql`
    SELECT ${KNOWN_COLUMNS}, t.input_hash AS "inputHash", t.result
    FROM "order" o LEFT JOIN transition t ON t.key = ${step.key}
    WHERE o.id = ${step.orderId} FOR NO KEY UPDATE OF o`);
  if (!row) return undefined;
  const { inputHash, result, ...order } = row;
  return { order: read(order), done: inputHash === null ? null : { inputHash, result } };
}
