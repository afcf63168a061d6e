import type { Prisma } from '#prisma/generated/client.ts';
import type { Given, Rows } from '../rows.ts';

/** In the timeline of an order. */
export const anEvent = (
  { models }: Rows,
  given: Given<Prisma.OrderEventUncheckedCreateInput, 'orderId' | 'kind'>,
) => models.orderEvent.create({ data: { version: 1, payload: {}, role: 'system', cause: 'test', ...given } });

/** What a transition leaves under its key. */
export const aTransition = ({ models }: Rows, given: Given<Prisma.TransitionUncheckedCreateInput, 'key'>) =>
  models.transition.create({ data: { inputHash: 'x', result: { ok: true }, cause: 'test', ...given } });
