import type { Reader } from '#api/http/reader.ts';
import { isTheirs } from './is-theirs.ts';
import type { WholeOrder } from './load-order.ts';

/** Whether the order still is this reader's business: a helper is booked, or is being asked in the present round. */
export function takesPart(order: WholeOrder, reader: Reader): boolean {
  if (isTheirs(order, reader)) return true;
  return order.candidates.some(
    ({ round, helperId, status }) =>
      round === order.round && helperId === reader.id && ['offered', 'accepted'].includes(status),
  );
}
