import { partsByDay } from '#activities/calendars/helper-calendar.ts';
import { covers } from '#contracts/calendars/free-time.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { Tx } from '#platform/database.ts';
import type { AliveBooking } from './alive-bookings.ts';

export type Fits = (booking: AliveBooking) => boolean;

/** Whether a booking fits the helper's current working times, leave and areas. */
export async function fitsCalendar(tx: Tx, helperId: string): Promise<Fits> {
  const { utcOffsetMinutes } = STANDARD_POLICY;
  const models = await tx.models();
  const helper = await models.helper.findUnique({ where: { id: helperId } });
  if (!helper) return () => false;
  const times = await models.workingTime.findMany({ where: { helperId } });
  const leaves = await models.leave.findMany({ where: { helperId, endsAt: { gt: new Date() } } });
  return (booking) => {
    const startsAt = booking.startsAt.getTime();
    const endsAt = booking.endsAt.getTime();
    if (!covers(times, { startsAt, endsAt }, utcOffsetMinutes)) return false;
    if (leaves.some((l) => l.startsAt.getTime() < endsAt && startsAt < l.endsAt.getTime())) return false;
    if (booking.metres > helper.reachMetres) return false;
    if (helper.districts.length > 0 && !helper.districts.includes(booking.district)) return false;
    return (
      helper.worksHolidays ||
      !partsByDay({ startsAt, endsAt }, utcOffsetMinutes).some(({ day }) =>
        booking.holidays.includes(new Date(day).toISOString().slice(0, 10)),
      )
    );
  };
}

/** Whether every skill that a booking needs counts until it ends; a needed certificate that is missing counts never. */
export async function fitsCertificates(tx: Tx, helperId: string): Promise<Fits> {
  const models = await tx.models();
  const rows = await models.helperSkill.findMany({ where: { helperId, countsUntil: { not: null } } });
  return ({ skills, endsAt }) =>
    !rows.some(
      ({ skill, countsUntil }) => skills.includes(skill) && countsUntil !== null && endsAt > countsUntil,
    );
}
