import * as access from '#contracts/access.ts';
import type { MessageDefinition } from '#contracts/define-message.ts';
import type { ErrorCode } from '#contracts/errors.ts';
import { type Action, type Envelope, messagesOf, type UpdateBody } from '#contracts/messages.ts';
import type { StartOrder } from '#contracts/orders/start-order.ts';
import type { Refusal } from '#contracts/transition.ts';
import { tooEarlyUntil } from '#contracts/visits/in-its-time.ts';
import { factsOf } from './order-facts.ts';
import type { OrderState } from './order-state.ts';

const MESSAGES: Record<Action, MessageDefinition> = messagesOf('order');

/**
 * The error code if this message cannot be accepted now, or null. Pure and synchronous: validators call it before a
 * message enters history, and it is called again if the stage changed before the message was processed.
 */
export function messageRefusal<A extends Action>(
  action: A,
  body: UpdateBody<A>,
  order: OrderState,
  input: StartOrder,
): ErrorCode | null {
  const { role } = body as Envelope;
  if (!access.ACTIONS[action].roles.includes(role)) return 'NotAllowed';
  // While a transition runs, people may already see its result before the workflow does: the rules are applied again
  // when the message is processed.
  if (order.inMotion && order.stage !== 'closed' && !MESSAGES[action].duringTransition) return null;
  return access.messageRefusal(action, body, factsOf(order, input));
}

/** The refusal of a step of the visit before its time. The effect decides while a transition may move the visit. */
export function earlyRefusal(action: string, order: OrderState, input: StartOrder): Refusal | null {
  if (order.inMotion) return null;
  const from = tooEarlyUntil(action, factsOf(order, input));
  return from === null ? null : { ok: false, code: 'TooEarly', from: new Date(from).toISOString() };
}

/** Details beside the error code: the current shortlist, or the start before which nobody is absent. */
export function refusalOf(code: ErrorCode, order: OrderState): Refusal {
  if (code === 'TooEarly' && order.booked) return { ok: false, code, from: order.booked.startsAt };
  if (code !== 'ShortlistChanged') return { ok: false, code };
  return { ok: false, code, alternatives: order.candidates.map((c) => c.helperId) };
}
