import { condition } from '@temporalio/workflow';
import { ENVELOPE, type SignalName, UPDATE_SHAPES, type UpdateBody } from '#contracts/messages.ts';
import type { OrderContext } from './order-kinds.ts';

/**
 * An event that the helper's phone queued without network: the update it stands for, sent later. A check-out that
 * arrives before its check-in waits for it. False when it was refused.
 */
export async function takeQueuedFact(
  order: OrderContext,
  action: 'checkIn' | 'checkOut',
  body: { messageId: string },
): Promise<boolean> {
  const { state } = order;
  const update = asUpdate(action, body);
  if (action === 'checkOut')
    await condition(() => !['scheduled', 'visit'].includes(state.stage) || state.phase === 'checkedIn');
  if (order.rule(action, update)) return false;
  const answer = await order.ask(action, update, body.messageId, SIGNAL_OF[action]);
  return answer.ok;
}

const SIGNAL_OF = { checkIn: 'checkedIn', checkOut: 'checkedOut' } as const satisfies Record<
  string,
  SignalName
>;

/** Converts the envelope and fields of a queued event to the update it stands for. */
function asUpdate<A extends 'checkIn' | 'checkOut'>(action: A, body: object): UpdateBody<A> {
  const fields = Object.keys({ ...ENVELOPE, ...UPDATE_SHAPES[action] });
  // The compiler cannot follow which fields the filter leaves.
  return Object.fromEntries(
    Object.entries(body).filter(([field]) => fields.includes(field)),
  ) as unknown as UpdateBody<A>;
}
