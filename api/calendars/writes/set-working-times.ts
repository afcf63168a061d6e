import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Tx } from '#api/http/keep-answer.ts';
import type { SetWorkingTimes } from '#contracts/calendars/calendar.ts';
import { joinSpans } from '#contracts/calendars/free-time.ts';
import { fitsCalendar } from '../reads/fits-calendar.ts';
import { changeCalendar } from './change-calendar.ts';

/** The whole week anew. */
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
      await tx.workingTime.deleteMany({ where: { helperId } });
      await tx.workingTime.createMany({
        data: joinSpans(body.times).map((span) => ({ ...span, id: randomUUID(), helperId })),
      });
      await tx.helper.update({ where: { id: helperId }, data: { worksHolidays: body.worksHolidays } });
    },
  });
}
