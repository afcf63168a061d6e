import { randomInt } from 'node:crypto';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Tx } from '#platform/database.ts';
import { type Statement, sql } from '#platform/sql.ts';

/**
 * Both sides have signed: the agreement is in force, its document is stored, and the visit gets its time and start
 * code.
 */
export async function sealAgreement(
  tx: Tx,
  order: OrderRow,
  sealed: {
    agreementId: string;
    helperId: string;
    pdf: Buffer;
    documentSha256: string;
    signedAt: Date;
    /** of the second signer */
    signature: Statement;
  },
): Promise<void> {
  const { startsAt, endsAt } = order;
  if (!startsAt || !endsAt) throw new Error(`${order.id} has no agreed time`);
  const { agreementId, helperId, pdf, documentSha256, signedAt, signature } = sealed;
  const startCode = String(randomInt(10_000)).padStart(4, '0');
  await tx.execute(sql`
    WITH signed AS (${signature}), sealed AS (
      UPDATE agreement SET status = 'signed', sealed_at = ${signedAt} WHERE id = ${agreementId}::uuid
    ), document AS (
      INSERT INTO agreement_document (agreement_id, pdf, sha256, created_at)
      VALUES (${agreementId}::uuid, ${pdf}, ${documentSha256}, ${signedAt})
    )
    INSERT INTO visit (order_id, helper_id, start_code, starts_at, ends_at)
    VALUES (${order.id}, ${helperId}::uuid, ${startCode}, ${startsAt}, ${endsAt})
    ON CONFLICT (order_id) DO UPDATE SET helper_id = excluded.helper_id, start_code = excluded.start_code,
      starts_at = excluded.starts_at, ends_at = excluded.ends_at, code_attempts = 0`);
}
