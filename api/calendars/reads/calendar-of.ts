import type { z } from 'zod';
import { Refused } from '#api/http/refused.ts';
import { phaseOf } from '#api/order-rows/present-summary.ts';
import type { CalendarView, CalendarVisit } from '#contracts/calendars/calendar.ts';
import { dateAfter, midnightOf } from '#contracts/calendars/free-time.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { Database } from '#platform/database.ts';

/** A helper's days: working times, leave and visits. `from` is a local date, today by default. */
export async function calendarOf(input: {
  database: Database;
  helperId: string;
  from?: string | undefined;
  days?: number | undefined;
}): Promise<z.input<typeof CalendarView>> {
  const { database, helperId, days = 7 } = input;
  const { utcOffsetMinutes } = STANDARD_POLICY;
  const from = input.from ?? new Date(Date.now() + utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
  const startsAt = midnightOf(from, utcOffsetMinutes);
  const begin = new Date(startsAt);
  const end = new Date(midnightOf(dateAfter(from, days), utcOffsetMinutes));
  const touching = { startsAt: { lt: end }, endsAt: { gt: begin } };
  const [helper, workingTimes, leaves, autoTimes, bookings] = await Promise.all([
    database.models.helper.findUnique({ where: { id: helperId } }),
    database.models.workingTime.findMany({ where: { helperId }, orderBy: inOrder }),
    // All future leave can be removed, whichever week is shown.
    database.models.leave.findMany({
      where: { helperId, OR: [touching, { endsAt: { gt: new Date() } }] },
      orderBy: { startsAt: 'asc' },
      take: 200,
    }),
    database.models.autoAcceptTime.findMany({ where: { helperId }, orderBy: inOrder }),
    database.models.booking.findMany({
      where: {
        helperId,
        ...touching,
        OR: [{ status: { in: ['confirmed', 'done'] } }, { status: 'held', heldUntil: { gt: new Date() } }],
      },
      include: { order: { include: { visit: true } } },
      orderBy: { startsAt: 'asc' },
    }),
  ]);
  if (!helper) throw new Refused('NotFound');
  return {
    from,
    days,
    utcOffsetMinutes,
    workingTimes: workingTimes.map(span),
    worksHolidays: helper.worksHolidays,
    leaves: leaves.map((leave) => ({ id: leave.id, ...times(leave) })),
    visits: bookings.map((booking) => ({
      orderId: booking.orderId,
      serviceCode: booking.order.serviceCode,
      district: booking.order.district,
      ...times(booking),
      status: booking.status as CalendarVisit['status'],
      phase: booking.order.visit?.helperId === helperId ? phaseOf(booking.order) : null,
    })),
    areas: {
      homeDistrict: helper.homeDistrict,
      reachMetres: helper.reachMetres,
      districts: helper.districts,
    },
    autoAccept: { on: helper.autoAccept, times: autoTimes.map(span) },
  };
}

const inOrder = [{ weekday: 'asc' as const }, { startMinute: 'asc' as const }];
const span = ({
  weekday,
  startMinute,
  endMinute,
}: Record<'weekday' | 'startMinute' | 'endMinute', number>) => ({
  weekday,
  startMinute,
  endMinute,
});
const times = ({ startsAt, endsAt }: Record<'startsAt' | 'endsAt', Date>) => ({
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
});
