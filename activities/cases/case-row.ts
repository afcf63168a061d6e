import type { CaseKind } from '#contracts/cases/kinds.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { Case } from '#prisma/generated/client.ts';

/** One case, as a transition reads and writes it. */
export interface CaseRow
  extends Pick<
    Case,
    | ('id' | 'version' | 'round' | 'orderId' | 'city' | 'customerId' | 'variant' | 'reason' | 'status')
    | ('helperId' | 'ownerId' | 'dueAt' | 'overdue' | 'decision' | 'decidedBy' | 'decidedAt' | 'noteId')
    | 'needsOpsReason'
  > {
  kind: CaseKind;
  clockShiftMs: number;
}

type Stored = Omit<CaseRow, 'clockShiftMs'> & { clockShiftMs: bigint };
type Locked = Stored & { inputHash: string | null; result: unknown };

/** The row of a case under its lock, and the result stored under this key; `id` is `<caseId>/<round>`. */
export async function lockCase(tx: Tx, { id, key }: { id: string; key: string }) {
  const [caseId = '', round] = id.split('/');
  const [row] = await tx.query<Locked>(sql`
    SELECT c.id, c.version, c.round, c.order_id AS "orderId", c.city, c.customer_id AS "customerId", c.kind, c.variant,
      c.reason, c.status, c.helper_id AS "helperId", c.owner_id AS "ownerId", c.due_at AS "dueAt", c.overdue, c.decision,
      c.decided_by AS "decidedBy", c.decided_at AS "decidedAt", c.note_id AS "noteId",
      c.needs_ops_reason AS "needsOpsReason", c.clock_shift_ms AS "clockShiftMs", t.input_hash AS "inputHash", t.result
    FROM "case" c LEFT JOIN transition t ON t.key = ${key}
    WHERE c.id = ${caseId}::uuid AND c.round = ${Number(round)} FOR NO KEY UPDATE OF c`);
  if (!row) return undefined;
  const { inputHash, result, clockShiftMs, ...rest } = row;
  return {
    row: { ...rest, clockShiftMs: Number(clockShiftMs) } satisfies CaseRow,
    done: inputHash === null ? null : { inputHash, result },
  };
}
