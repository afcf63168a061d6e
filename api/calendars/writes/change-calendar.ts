import { lockHelpers } from '#activities/calendars/booking.ts';
import { noteUnfit, type UnfitReason } from '#activities/helpers/unfit-helpers.ts';
import { Refused } from '#api/http/refused.ts';
import type { Tx } from '#platform/database.ts';
import { type AliveBooking, aliveBookings, presentConflict } from '../reads/alive-bookings.ts';
import type { Fits } from '../reads/fits-calendar.ts';
import { tellOpenSelections } from './tell-open-selections.ts';

/**
 * A change that may remove time from a helper's calendar, under the lock that every booking takes. Promised visits
 * that no longer fit are listed and nothing is saved, or, with `confirm`, their orders are notified. Slots that are
 * only held are released. Returns the orders to notify.
 */
export async function changeCalendar(input: {
  tx: Tx;
  helperId: string;
  confirm: boolean | undefined;
  reason: UnfitReason;
  cause: string;
  fits: (tx: Tx, helperId: string) => Promise<Fits>;
  change: () => Promise<unknown>;
}): Promise<string[]> {
  const { tx, helperId, reason, cause } = input;
  await lockHelpers(tx, [helperId]);
  const alive = await aliveBookings(tx, helperId);
  const fitBefore = alive.filter(await input.fits(tx, helperId));
  await input.change();
  const now: AliveBooking[] = (await aliveBookings(tx, helperId)).filter((b) => hasId(fitBefore, b));
  const fitsNow = await input.fits(tx, helperId);
  const fallen = now.filter((booking) => !fitsNow(booking));
  const promised = fallen.filter((booking) => booking.promised);
  // Thrown inside the transaction, which rolls the change back.
  if (promised.length > 0 && !input.confirm)
    throw new Refused('CalendarConflict', { conflicts: promised.map(presentConflict) });
  const models = await tx.models();
  await models.booking.updateMany({
    where: { id: { in: fallen.filter((b) => !b.promised).map(({ id }) => id) }, status: 'held' },
    data: { status: 'released' },
  });
  await tellOpenSelections(tx, helperId);
  const orderIds = [...new Set(promised.map(({ orderId }) => orderId))];
  await noteUnfit(
    tx,
    orderIds.map((orderId) => ({ orderId, helperId, reason, cause })),
  );
  return orderIds;
}

const hasId = (list: AliveBooking[], { id }: AliveBooking): boolean => list.some((one) => one.id === id);
