import { findHelpersByHand, needOf } from '#activities/find-free-helpers.ts';
import { freeStarts, localMidnight } from '#activities/free-starts.ts';
import { loadCalendars } from '#activities/load-calendars.ts';
import type { OrderRow } from '#activities/order-row.ts';
import { boundsOf } from '#activities/visit-slot.ts';
import type { ReplyOf } from '#contracts/http.ts';
import type { Policy } from '#contracts/policy.ts';
import { needsConsent } from '#contracts/reschedule.ts';
import type { Database } from '#platform/database.ts';
import { Refused } from '../refused.ts';
import type { OrderRow as Row } from './find-order.ts';

const DAY = 86_400_000;

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
  const order = { ...row, policy, clockShiftMs: Number(row.clockShiftMs) } as unknown as OrderRow;
  const day = localMidnight(Date.parse(`${input.day}T12:00:00Z`) - policy.utcOffsetMinutes * 60_000, policy);
  const need = await needOf(database, order);
  const [calendars, [helper]] = await Promise.all([
    loadCalendars(database, {
      helperIds: [helperId],
      from: day,
      to: day + DAY,
      utcOffsetMinutes: policy.utcOffsetMinutes,
    }),
    findHelpersByHand(database, { order, need, helperIds: [helperId] }),
  ]);
  const calendar = calendars.get(helperId);
  if (!calendar || !helper) return { starts: [] };
  const now = Date.now() + order.clockShiftMs;
  const agreed = startsAt.getTime();
  const length = endsAt.getTime() - agreed;
  const { earliest, latest } = boundsOf(policy, agreed, now);
  const starts = freeStarts(calendar, {
    orderId: order.id,
    site: need,
    policy,
    day,
    minutes: length / 60_000,
    agreed,
    earliest,
    latest: Math.min(latest, (helper.validUntil ?? Number.POSITIVE_INFINITY) - length),
  });
  return {
    starts: starts.map((at) => ({
      startsAt: new Date(at).toISOString(),
      endsAt: new Date(at + length).toISOString(),
      consent: needsConsent({ startsAt: at, from: agreed, now, side: 'customer', policy }),
    })),
  };
}
