import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { EffectRefused } from '#activities/transition/effect-refused.ts';
import type { Tx } from '#platform/database.ts';
import type { RescheduleProposal } from '#prisma/generated/client.ts';

/** The proposal that waits for an answer. */
export async function openProposal(tx: Tx, order: OrderRow, id: string): Promise<RescheduleProposal> {
  const models = await tx.models();
  const proposal = await models.rescheduleProposal.findFirst({
    where: { id, orderId: order.id, status: 'open' },
  });
  if (!proposal) throw new EffectRefused('WrongStage');
  return proposal;
}

/** The agreement in force, which a new time amends. */
export async function signedAgreement(tx: Tx, order: OrderRow) {
  const models = await tx.models();
  const agreement = await models.agreement.findFirst({ where: { orderId: order.id, status: 'signed' } });
  if (!agreement) throw new EffectRefused('WrongStage');
  return agreement;
}
