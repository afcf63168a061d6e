import { findOrder } from '#api/access/find-order.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { otherTimesOf } from '../reads/other-times-of.ts';

export const otherTimes = endpoint(http.otherTimes, async ({ deps, reader, params, query }) => {
  const { database } = deps;
  const row = await findOrder({ database, reader, orderId: params.orderId });
  const { utcOffsetMinutes } = row.policy;
  const at = Date.parse(`${query.day}T12:00:00Z`) - utcOffsetMinutes * 60_000;
  const starts = await otherTimesOf({ database, row, helperId: params.helperId, at });
  return {
    starts: starts.map((start) => ({
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(start + row.minutes * 60_000).toISOString(),
    })),
  };
});
