import { insertHolds, lockHelpers, ownSlot, voidExpiredHolds } from '#activities/calendars/booking.ts';
import { clashOf } from '#activities/calendars/helper-calendar.ts';
import { loadCalendars } from '#activities/calendars/load-calendars.ts';
import { siteOf } from '#activities/calendars/site-of.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { EffectRefused } from '#activities/transition/effect-refused.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/** The hold becomes a booking. An expired hold is renewed if the slot is still free. */
export async function confirmBooking(tx: Tx, order: OrderRow, helperId: string): Promise<void> {
  await lockHelpers(tx, [helperId]);
  if ((await confirmHeld(tx, order, helperId)) > 0 || (await ownSlot(tx, order.id, helperId))) return;
  if (!order.startsAt || !order.endsAt) throw new EffectRefused('HoldLost');
  const slot = { startsAt: order.startsAt.getTime(), endsAt: order.endsAt.getTime() };
  await voidExpiredHolds(tx, [helperId], order.id);
  const calendars = await loadCalendars(tx, {
    helperIds: [helperId],
    from: slot.startsAt,
    to: slot.endsAt,
  });
  const site = await siteOf(tx, order.id);
  const calendar = calendars.get(helperId);
  if (!calendar || clashOf(calendar, slot, { orderId: order.id, site, policy: order.policy }))
    throw new EffectRefused('HoldLost');
  await insertHolds(tx, [
    { ...slot, orderId: order.id, helperId, site, heldUntil: new Date().toISOString() },
  ]);
  await confirmHeld(tx, order, helperId);
}

async function confirmHeld(tx: Tx, order: OrderRow, helperId: string): Promise<number> {
  return tx.execute(sql`
    UPDATE booking SET status = 'confirmed', held_until = NULL, updated_at = now()
    WHERE order_id = ${order.id} AND helper_id = ${helperId}::uuid AND status = 'held'`);
}
