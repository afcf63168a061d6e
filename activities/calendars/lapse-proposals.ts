import type { DeclinedBy } from '#contracts/visits/events.ts';
import type { Tx } from '#platform/database.ts';
import { type Statement, sql } from '#platform/sql.ts';

/** Ends all proposals and releases their slots. Only under the helper's lock. */
export async function lapseProposals(
  tx: Tx,
  orderId: string,
  ended: { by: DeclinedBy; at: string },
): Promise<void> {
  const count = await tx.execute(lapseProposalsSql(orderId, ended));
  if (count > 0) await releaseBeyond(tx, orderId);
}

/** Ends the proposals only, as a part of a larger statement, for callers that release all slots anyway. */
export const lapseProposalsSql = (
  orderId: string,
  { by, at }: { by: DeclinedBy; at: string },
): Statement => sql`
  UPDATE reschedule_proposal SET status = 'declined', ended_by = ${by}, ended_at = ${new Date(at)}
  WHERE order_id = ${orderId} AND status = 'open'`;

/** Releases the slot held for a proposed time. Only under the helper's lock. */
export async function releaseBeyond(tx: Tx, orderId: string): Promise<void> {
  const models = await tx.models();
  await models.booking.updateMany({
    where: { orderId, status: 'held' },
    data: { status: 'released' },
  });
}
