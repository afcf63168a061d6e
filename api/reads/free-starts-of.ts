import { localMidnight } from '#activities/free-starts.ts';
import type { OrderRow } from '#activities/order-row.ts';
import { boundsOf } from '#activities/visit-slot.ts';
import type { ReplyOf } from '#contracts/http.ts';
import type { Policy } from '#contracts/policy.ts';
import { needsConsent } from '#contracts/reschedule.ts';
import type { Database } from '#platform/database.ts';
import { Refused } from '../refused.ts';
import type { OrderRow as Row } from './find-order.ts';
import { startsOnDay } from './starts-on-day.ts';

/** When the booked helper could come instead, on one local day: a forecast; only the move itself locks the calendar. */
export async function freeStartsOf(input: {
  database: Database;
  row: Row;
  day: string;
}): Promise<ReplyOf<'freeStarts'>> {
  const { database, row } = input;
  const { helperId, startsAt, endsAt } = row;
  if (row.stage !== 'scheduled' || !helperId || !startsAt || !endsAt) throw new Refused('WrongStage');
  const policy = row.policy as unknown as Policy;
  const day = localMidnight(Date.parse(`${input.day}T12:00:00Z`) - policy.utcOffsetMinutes * 60_000, policy);
  const now = Date.now() + Number(row.clockShiftMs);
  const agreed = startsAt.getTime();
  const length = endsAt.getTime() - agreed;
  const starts = await startsOnDay({
    order: { ...row, policy } as unknown as OrderRow,
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
