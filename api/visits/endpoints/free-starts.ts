import { findOrder } from '#api/access/find-order.ts';
import { isTheirs } from '#api/access/is-theirs.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { Refused } from '#api/http/refused.ts';
import { http } from '#contracts/http.ts';
import { freeStartsOf } from '../reads/free-starts-of.ts';

export const freeStarts = endpoint(http.freeStarts, async ({ deps, reader, params, query }) => {
  const row = await findOrder({ database: deps.database, reader, orderId: params.orderId });
  // A helper with only an offer sees nothing of the booked helper's calendar.
  if (!isTheirs(row, reader)) throw new Refused('NotAllowed');
  return freeStartsOf({ database: deps.database, row, day: query.day });
});
