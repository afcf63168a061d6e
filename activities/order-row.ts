import type { Policy } from '#contracts/policy.ts';
import type { Ending, Settlement, Stage, WaitingFor } from '#contracts/stages.ts';
import type { Prisma } from '#prisma/generated/client.ts';

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

/** Takes the row lock under which every transition of this order runs, and gives back its newest state. */
export async function lockOrder(tx: Tx, orderId: string): Promise<OrderRow | undefined> {
  const [row] = await tx.$queryRaw<(Omit<OrderRow, 'clockShiftMs'> & { clockShiftMs: bigint })[]>`
    SELECT id, version, stage, ending, waiting_for AS "waitingFor", deadline, needs_ops AS "needsOps",
      needs_ops_reason AS "needsOpsReason", city, district, service_code AS "serviceCode", quantity, minutes,
      window_start AS "windowStart", window_end AS "windowEnd", customer_id AS "customerId", helper_id AS "helperId",
      policy, round, rematch_count AS "rematchCount", starts_at AS "startsAt", ends_at AS "endsAt",
      total_fen AS "totalFen", settlement, clock_shift_ms AS "clockShiftMs", closed_at AS "closedAt"
    FROM "order" WHERE id = ${orderId} FOR NO KEY UPDATE`;
  return row && { ...row, clockShiftMs: Number(row.clockShiftMs) };
}
