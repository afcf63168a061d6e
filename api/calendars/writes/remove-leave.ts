import { lockHelpers } from '#activities/calendars/booking.ts';
import { Refused } from '#api/http/refused.ts';
import type { Tx } from '#platform/database.ts';

/** Takes a leave back. Orders that heard of it stay with ops; those not told yet need not hear of it any more. */
export async function removeLeave(input: { tx: Tx; helperId: string; leaveId: string }): Promise<void> {
  const { tx, helperId, leaveId } = input;
  await lockHelpers(tx, [helperId]);
  const models = await tx.models();
  const { count } = await models.leave.deleteMany({ where: { id: leaveId, helperId } });
  if (count === 0) throw new Refused('NotFound');
  await models.unfitHelper.deleteMany({
    where: { helperId, toldAt: null, key: { endsWith: `/leave/${leaveId}` } },
  });
}
