import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { SetWorkingTimes } from '#contracts/calendars/calendar.ts';
import { joinSpans } from '#contracts/calendars/free-time.ts';
import type { Tx } from '#platform/database.ts';
import { fitsCalendar } from '../reads/fits-calendar.ts';
import { changeCalendar } from './change-calendar.ts';

/** Replaces the working times of the whole week. */
export function setWorkingTimes(input: {
  tx: Tx;
  helperId: string;
  body: z.infer<typeof SetWorkingTimes>;
}): Promise<string[]> {
  const { tx, helperId, body } = input;
  return changeCalendar({
    tx,
    helperId,
    confirm: body.confirm,
    reason: 'leave',
    cause: `workingTimes/${randomUUID()}`,
    fits: fitsCalendar,
    async change() {
      const models = await tx.models();
      await models.workingTime.deleteMany({ where: { helperId } });
      await models.workingTime.createMany({
        data: joinSpans(body.times).map((span) => ({ ...span, id: randomUUID(), helperId })),
      });
      await models.helper.update({
        where: { id: helperId },
        data: { worksHolidays: body.worksHolidays },
      });
    },
  });
}
