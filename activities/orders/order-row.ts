import type { Ending, Settlement, Stage } from '#contracts/orders/stages.ts';
import type { WaitingFor } from '#contracts/people/roles.ts';
import type { Policy } from '#contracts/policy.ts';
import { Prisma } from '#prisma/generated/client.ts';

export type Tx = Prisma.TransactionClient;

/** The projection of one order, as a transition reads and writes it. */
export interface OrderRow {
  id: string;
  version: number;
  stage: Stage;
  ending: Ending | null;
  waitingFor: WaitingFor | null;
  deadline: Date | null;
  needsOps: boolean;
  needsOpsReason: string | null;
  city: string;
  district: string;
  serviceCode: string;
  quantity: number;
  minutes: number;
  windowStart: Date;
  windowEnd: Date;
  customerId: string;
  helperId: string | null;
  policy: Policy;
  round: number;
  rematchCount: number;
  startsAt: Date | null;
  endsAt: Date | null;
  totalFen: number | null;
  settlement: Settlement;
  clockShiftMs: number;
  closedAt: Date | null;
}

type Stored = Omit<OrderRow, 'clockShiftMs'> & { clockShiftMs: bigint };

/** Of table "order" as o. */
const COLUMNS = Prisma.sql`o.id, o.version, o.stage, o.ending, o.waiting_for AS "waitingFor", o.deadline,
  o.needs_ops AS "needsOps", o.needs_ops_reason AS "needsOpsReason", o.city, o.district,
  o.service_code AS "serviceCode", o.quantity, o.minutes, o.window_start AS "windowStart", o.window_end AS "windowEnd",
  o.customer_id AS "customerId", o.helper_id AS "helperId", o.policy, o.round, o.rematch_count AS "rematchCount",
  o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.total_fen AS "totalFen", o.settlement,
  o.clock_shift_ms AS "clockShiftMs", o.closed_at AS "closedAt"`;

const read = (row: Stored): OrderRow => ({ ...row, clockShiftMs: Number(row.clockShiftMs) });

/** Takes the row lock under which every transition of this order runs, and gives back its newest state. */
export async function lockOrder(tx: Tx, orderId: string): Promise<OrderRow | undefined> {
  const [row] = await tx.$queryRaw<Stored[]>`
    SELECT ${COLUMNS} FROM "order" o WHERE o.id = ${orderId} FOR NO KEY UPDATE`;
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
  const [row] = await tx.$queryRaw<(Stored & { inputHash: string | null; result: unknown })[]>`
    SELECT ${COLUMNS}, t.input_hash AS "inputHash", t.result
    FROM "order" o LEFT JOIN transition t ON t.key = ${step.key}
    WHERE o.id = ${step.orderId} FOR NO KEY UPDATE OF o`;
  if (!row) return undefined;
  const { inputHash, result, ...order } = row;
  return { order: read(order), done: inputHash === null ? null : { inputHash, result } };
}
