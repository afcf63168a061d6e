import type { Tx } from '#activities/order-rows/order-row.ts';
import type { CaseKind } from '#contracts/cases/kinds.ts';
import { type Statement, sql } from '#platform/sql.ts';

/** An event answers these open cases of older orders. The order notifies a case with a workflow, which ends itself. */
export async function overtakeCases(
  tx: Tx,
  orderId: string,
  overtaken: { kinds: CaseKind[]; at: string },
): Promise<void> {
  await tx.execute(overtakeCasesSql(orderId, overtaken));
}

/** The same as a part of a larger statement. */
export const overtakeCasesSql = (
  orderId: string,
  { kinds, at }: { kinds: CaseKind[]; at: string },
): Statement => sql`
  UPDATE "case" SET status = 'decided', decision = 'overtaken', decided_at = ${new Date(at)}
  WHERE order_id = ${orderId} AND kind = ANY(${kinds}::text[]) AND status = 'open' AND version = 0`;
