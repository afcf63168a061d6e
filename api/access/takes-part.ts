import type { Reader } from '#api/http/reader.ts';
import { isTheirs } from './is-theirs.ts';
import type { WholeOrder } from './load-order.ts';

/** Whether this reader takes part in the order: a helper who is booked, or has an offer in the current round. */
export function takesPart(order: WholeOrder, reader: Reader): boolean {
  if (isTheirs(order, reader)) return true;
  return order.candidates.some(
    ({ round, helperId, status }) =>
      round === order.round && helperId === reader.id && ['offered', 'accepted'].includes(status),
  );
}
