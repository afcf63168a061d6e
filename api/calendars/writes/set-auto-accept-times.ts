import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { lockHelpers } from '#activities/calendars/booking.ts';
import type { SetAutoAccept } from '#contracts/calendars/calendar.ts';
import { joinSpans } from '#contracts/calendars/free-time.ts';
import type { Tx } from '#platform/database.ts';

/** The weekly hours in which an offer is accepted automatically. It removes no time, so nothing can conflict. */
export async function setAutoAcceptTimes(input: {
  tx: Tx;
  helperId: string;
  body: z.infer<typeof SetAutoAccept>;
}): Promise<void> {
  const { tx, helperId, body } = input;
  await lockHelpers(tx, [helperId]);
  const models = await tx.models();
  await models.helper.update({ where: { id: helperId }, data: { autoAccept: body.on } });
  await models.autoAcceptTime.deleteMany({ where: { helperId } });
  await models.autoAcceptTime.createMany({
    data: joinSpans(body.times).map((span) => ({ ...span, id: randomUUID(), helperId })),
  });
}
