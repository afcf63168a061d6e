import * as access from '#contracts/access.ts';
import type { MessageDefinition } from '#contracts/define-message.ts';
import type { ErrorCode } from '#contracts/errors.ts';
import { type Action, type Envelope, messagesOf, type UpdateBody } from '#contracts/messages.ts';
import type { StartOrder } from '#contracts/orders/start-order.ts';
import type { Refusal } from '#contracts/transition.ts';
import { factsOf } from './order-facts.ts';
import type { OrderState } from './order-state.ts';

const MESSAGES: Record<Action, MessageDefinition> = messagesOf('order');

/**
 * May this message be taken now? Null, or the code of the refusal. Pure and synchronous: validators ask it before a
 * message enters history, and again when the stage has changed before its turn came.
 */
export function messageRefusal<A extends Action>(
  action: A,
  body: UpdateBody<A>,
  order: OrderState,
  input: StartOrder,
): ErrorCode | null {
  const { role } = body as Envelope;
  if (!access.ACTIONS[action].roles.includes(role)) return 'NotAllowed';
  // While a transition is on its way people already see what the workflow does not know yet: the rules are asked again
  // when the message's turn comes.
  if (order.inMotion && order.stage !== 'closed' && !MESSAGES[action].duringTransition) return null;
  return access.messageRefusal(action, body, factsOf(order, input));
}

/** What the asker hears besides the code: who stands on the list now. */
export function refusalOf(code: ErrorCode, order: OrderState): Refusal {
  if (code !== 'ShortlistChanged') return { ok: false, code };
  return { ok: false, code, alternatives: order.candidates.map((c) => c.helperId) };
}
