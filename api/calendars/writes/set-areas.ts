import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { wrongField } from '#api/http/refused.ts';
import type { SetAreas } from '#contracts/calendars/calendar.ts';
import type { Tx } from '#platform/database.ts';
import { fitsCalendar } from '../reads/fits-calendar.ts';
import { changeCalendar } from './change-calendar.ts';

/** How far and in which districts a helper works. */
export async function setAreas(input: {
  tx: Tx;
  helperId: string;
  city: string;
  body: z.infer<typeof SetAreas>;
}): Promise<string[]> {
  const { tx, helperId, body } = input;
  const districts = [...new Set(body.districts)].sort();
  const models = await tx.models();
  const known = await models.district.count({ where: { code: { in: districts }, city: input.city } });
  if (known !== districts.length) throw wrongField('districts', 'unknown district');
  return changeCalendar({
    tx,
    helperId,
    confirm: body.confirm,
    reason: 'leave',
    cause: `areas/${randomUUID()}`,
    fits: fitsCalendar,
    change: async () =>
      (await tx.models()).helper.update({
        where: { id: helperId },
        data: { reachMetres: body.reachMetres, districts },
      }),
  });
}
