import { randomUUID } from 'node:crypto';
import type { Prisma } from '#prisma/generated/client.ts';
import { type Given, HOUR, inHours, type Rows } from '../rows.ts';

/** Confirmed, for three hours from tomorrow, in Zibo. */
export const aBooking = (
  { models }: Rows,
  given: Given<Prisma.BookingUncheckedCreateInput, 'orderId' | 'helperId'>,
) => {
  const startsAt = new Date(given.startsAt ?? inHours(24));
  const endsAt = new Date(startsAt.getTime() + 3 * HOUR);
  const place = { latitude: 36.8, longitude: 118.05 };
  return models.booking.create({
    data: { id: randomUUID(), status: 'confirmed', startsAt, endsAt, ...place, ...given },
  });
};

export const aLeave = (
  { models }: Rows,
  given: Given<Prisma.LeaveUncheckedCreateInput, 'helperId' | 'startsAt' | 'endsAt'>,
) => models.leave.create({ data: { id: randomUUID(), ...given } });

/** All of that weekday. */
const aWorkingTime = (
  { models }: Rows,
  given: Given<Prisma.WorkingTimeUncheckedCreateInput, 'helperId' | 'weekday'>,
) => models.workingTime.create({ data: { id: randomUUID(), startMinute: 0, endMinute: 1440, ...given } });

/** The helper works at all hours of every day, and at no others. */
export async function worksAlways({ models }: Rows, helperId: string): Promise<void> {
  await models.workingTime.deleteMany({ where: { helperId } });
  for (const weekday of [1, 2, 3, 4, 5, 6, 7]) await aWorkingTime({ models }, { helperId, weekday });
}

export const anAutoAcceptTime = (
  { models }: Rows,
  given: Given<Prisma.AutoAcceptTimeUncheckedCreateInput, 'helperId' | 'weekday'>,
) => models.autoAcceptTime.create({ data: { id: randomUUID(), startMinute: 0, endMinute: 1440, ...given } });
