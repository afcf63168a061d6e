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
  /** As it was read at the door: whatever may have changed since is read again. */
  order: StoredOrder;
  helperId: string;
  /** The other time that is asked for, ms since epoch. */
  startsAt: number | null;
}

/**
 * What a look says: `free` is asked of the workflow (in its turn: `leave` ends it), `asked` was left to the workflow
 * before, `refused` need not go there at all. `kept`: that answer is stored already.
 */
export type Seen =
  | { is: 'free'; leave?: () => void }
  | { is: 'asked' }
  | { is: 'refused'; refused: Refused; kept?: boolean };

const MESSAGES: Record<Action, MessageDefinition> = messagesOf('order');

/** What of a helper's time this message takes, or null: it takes none. */
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
