import type { CaseKind } from '#contracts/events.ts';
import type { Tx } from './order-row.ts';

/** What happened answers these open cases: nobody has to decide them any more. */
export async function overtakeCases(
  tx: Tx,
  orderId: string,
  { kinds, at }: { kinds: CaseKind[]; at: string },
): Promise<void> {
  await tx.case.updateMany({
    where: { orderId, kind: { in: kinds }, status: 'open' },
    data: { status: 'decided', decision: 'overtaken', decidedAt: new Date(at) },
  });
}
