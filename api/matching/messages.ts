import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import { Refused, wrongField } from '#api/http/refused.ts';
import type { MessageWorks } from '#api/messages/message.ts';
import type { Database } from '#platform/database.ts';
import { otherTimesOf } from './reads/other-times-of.ts';

export const matchingMessages = {
  rematch: {
    async fields({ deps, body }, row) {
      const { reasons, namedHelperId: named, startsAt } = body;
      if (!startsAt) return { reasons, ...(named ? { named } : {}) };
      if (!named) throw wrongField('namedHelperId', 'whose time?');
      return { reasons, named, ...(await windowAt({ database: deps.database, row, named, startsAt })) };
    },
  },
  answerOffer: {
    // Helpers answer for themselves; staff name the helper, for example one who phoned.
    fields({ reader, body }) {
      const helperId = reader.role === 'helper' ? reader.id : body.helperId;
      if (!helperId) throw wrongField('helperId', 'for whom?');
      return { helperId, accept: body.accept };
    },
  },
} satisfies Partial<MessageWorks>;

/**
 * The hours of a visit that starts then. Refused at once if the helper is not free, because the round would be lost.
 */
async function windowAt(input: {
  database: Database;
  row: StoredOrder;
  named: string;
  startsAt: string;
}): Promise<{ windowStart: string; windowEnd: string }> {
  const { database, row, named } = input;
  const at = Date.parse(input.startsAt);
  // After the selection the order itself answers: a repetition gets its earlier answer, anything else is refused.
  if (row.stage === 'selection') {
    const free = await otherTimesOf({ database, row, helperId: named, at });
    if (!free.includes(at)) throw new Refused('HelperTaken');
  }
  return {
    windowStart: new Date(at).toISOString(),
    windowEnd: new Date(at + row.minutes * 60_000).toISOString(),
  };
}
