import { localMidnight } from '#activities/calendars/free-starts.ts';
import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import { boundsOf } from '#activities/visits/visit-slot.ts';
import { startsOnDay } from '#api/calendars/reads/starts-on-day.ts';
import { Refused } from '#api/http/refused.ts';
import type { ReplyOf } from '#contracts/http.ts';
import { needsConsent } from '#contracts/visits/reschedule.ts';
import type { Database } from '#platform/database.ts';

/** Other possible starts of the booked helper on one local day: a forecast; only the move itself locks the calendar. */
export async function freeStartsOf(input: {
  database: Database;
  row: StoredOrder;
  day: string;
}): Promise<ReplyOf<'freeStarts'>> {
  const { database, row } = input;
  const { helperId, startsAt, endsAt } = row;
  if (row.stage !== 'scheduled' || !helperId || !startsAt || !endsAt) throw new Refused('WrongStage');
  const { policy } = row;
  const day = localMidnight(Date.parse(`${input.day}T12:00:00Z`) - policy.utcOffsetMinutes * 60_000, policy);
  const now = Date.now() + row.clockShiftMs;
  const agreed = startsAt.getTime();
  const length = endsAt.getTime() - agreed;
  const starts = await startsOnDay({
    order: row,
    ...{ database, helperId, day, minutes: length / 60_000, agreed },
    ...boundsOf(policy, agreed, now),
  });
  return {
    starts: starts.map((at) => ({
      startsAt: new Date(at).toISOString(),
      endsAt: new Date(at + length).toISOString(),
      consent: needsConsent({ startsAt: at, from: agreed, now, side: 'customer', policy }),
    })),
  };
}
