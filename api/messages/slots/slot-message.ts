import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import type { Keyed } from '#api/http/keyed.ts';
import type { Reader } from '#api/http/reader.ts';
import type { Refused } from '#api/http/refused.ts';
import type { Action } from '#contracts/access.ts';

/** A message that takes a helper's time. */
export interface SlotMessage {
  action: 'chooseHelper' | 'dispatchHelper' | 'proposeReschedule' | 'answerReschedule';
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

/** What of a helper's time this message takes, or null: it takes none. */
export function slotMessageOf(input: {
  action: Action;
  fields: object;
  reader: Reader;
  keyed: Keyed;
  order: StoredOrder;
}): SlotMessage | null {
  const { action, keyed, order } = input;
  const fields = input.fields as { helperId?: string; startsAt?: string; accept?: boolean };
  switch (action) {
    case 'chooseHelper':
    case 'dispatchHelper':
      return fields.helperId ? { action, keyed, order, helperId: fields.helperId, startsAt: null } : null;
    case 'proposeReschedule':
      return order.helperId && fields.startsAt
        ? { action, keyed, order, helperId: order.helperId, startsAt: Date.parse(fields.startsAt) }
        : null;
    case 'answerReschedule':
      return order.helperId && fields.accept
        ? { action, keyed, order, helperId: order.helperId, startsAt: null }
        : null;
    default:
      return null;
  }
}
