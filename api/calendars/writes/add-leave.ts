import type { z } from 'zod';
import { Refused } from '#api/http/refused.ts';
import type { AddLeave, LeaveView } from '#contracts/calendars/calendar.ts';
import type { Tx } from '#platform/database.ts';
import { fitsCalendar } from '../reads/fits-calendar.ts';
import { changeCalendar } from './change-calendar.ts';

const YEAR = 366 * 86_400_000;

/** Leave between two times; `id` is the call's own, so that a repeated call makes one leave. */
export async function addLeave(input: {
  tx: Tx;
  helperId: string;
  id: string;
  body: z.infer<typeof AddLeave>;
}): Promise<{ leave: LeaveView; told: string[] }> {
  const { tx, helperId, id, body } = input;
  const startsAt = new Date(body.startsAt);
  const endsAt = new Date(body.endsAt);
  const now = Date.now();
  const length = endsAt.getTime() - startsAt.getTime();
  if (length <= 0 || length > YEAR || endsAt.getTime() <= now || startsAt.getTime() > now + 2 * YEAR)
    throw new Refused('LeaveInvalid');
  let leave = { id, startsAt, endsAt };
  const told = await changeCalendar({
    tx,
    helperId,
    confirm: body.confirm,
    reason: 'leave',
    cause: `leave/${id}`,
    fits: fitsCalendar,
    async change() {
      // Requested again from another screen: the leave exists already.
      const models = await tx.models();
      const there = await models.leave.findFirst({
        where: { helperId, startsAt: { lte: startsAt }, endsAt: { gte: endsAt } },
      });
      if (there) leave = there;
      else await models.leave.create({ data: { ...leave, helperId } });
    },
  });
  return {
    leave: { id: leave.id, startsAt: leave.startsAt.toISOString(), endsAt: leave.endsAt.toISOString() },
    told,
  };
}
