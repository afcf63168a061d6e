import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import type { Keyed } from '#api/http/keyed.ts';
import type { Reader } from '#api/http/reader.ts';
import type { Refused } from '#api/http/refused.ts';
import type { Action } from '#contracts/access.ts';
import type { MessageDefinition } from '#contracts/define-message.ts';
import { messagesOf } from '#contracts/messages.ts';

/** A message that takes a helper's time. */
export interface SlotMessage {
  /** Whose time, and which. */
  takes: NonNullable<MessageDefinition['takes']>;
  keyed: Keyed;
  /** As read when the call arrived; facts that may have changed since are read again. */
  order: StoredOrder;
  helperId: string;
  /** The requested start, ms since epoch. */
  startsAt: number | null;
}

/**
 * The result of a check: `free` is sent to the workflow (in turn; `leave` ends the turn), `asked` was left to the
 * workflow before, `refused` need not go there. `kept`: that answer is stored already.
 */
export type Seen =
  | { is: 'free'; leave?: () => void }
  | { is: 'asked' }
  | { is: 'refused'; refused: Refused; kept?: boolean };

const MESSAGES: Record<Action, MessageDefinition> = messagesOf('order');

/** The helper's time that this message takes, or null: none. */
export function slotMessageOf(input: {
  action: Action;
  fields: object;
  reader: Reader;
  keyed: Keyed;
  order: StoredOrder;
}): SlotMessage | null {
  const { keyed, order } = input;
  const { takes } = MESSAGES[input.action];
  if (!takes) return null;
  const fields = input.fields as { helperId?: string; startsAt?: string; accept?: boolean };
  const { helperId } = takes === 'offered' || takes === 'anyHelper' ? fields : order;
  const isAsked = takes === 'newStart' ? fields.startsAt : takes === 'agreedStart' ? fields.accept : true;
  if (!helperId || !isAsked) return null;
  const startsAt = takes === 'newStart' ? Date.parse(fields.startsAt!) : null;
  return { takes, keyed, order, helperId, startsAt };
}
