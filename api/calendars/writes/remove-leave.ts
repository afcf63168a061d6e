import { lockHelpers } from '#activities/calendars/booking.ts';
import { Refused } from '#api/http/refused.ts';
import type { Tx } from '#platform/database.ts';

/** Removes a leave. Orders that were notified stay with ops; the others need no message any more. */
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
