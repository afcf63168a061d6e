import { insertCase } from '#activities/cases/insert-case.ts';
import { findOrder } from '#api/access/find-order.ts';
import { helperHere } from '#api/access/helper-here.ts';
import type { Deps } from '#api/deps.ts';
import type { Keyed } from '#api/http/keyed.ts';
import type { Reader } from '#api/http/reader.ts';
import { wrongField } from '#api/http/refused.ts';
import { keepNote } from '#api/messages/keep-note.ts';
import type { NewCase } from '#contracts/cases/case.ts';
import { caseLimitMs } from '#contracts/cases/case-limit.ts';
import { parsePolicy } from '#contracts/catalogue/parse-policy.ts';
import { ORDER_CHANNEL } from '#contracts/names.ts';
import type { Database, Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/**
 * Stores a case that staff open by hand, with its note. Its id is derived from the call, so a double click makes one
 * case.
 */
export async function openByHand(input: {
  deps: Pick<Deps, 'database'>;
  tx: Tx;
  reader: Reader;
  keyed: Keyed;
  body: NewCase;
}): Promise<{ caseId: string }> {
  const { deps, tx, reader, keyed, body } = input;
  const { kind, reason, note } = body;
  const about = await whatAbout(deps.database, reader, body);
  const openedAt = new Date();
  const { rowId: caseId, callId: noteId } = keyed;
  await keepNote({
    ...{ database: tx, id: noteId, named: { orderId: about.orderId, caseId } },
    ...{ authorId: reader.id, kind: 'case', body: note },
  });
  await insertCase(tx, {
    ...{ id: caseId, kind, reason, own: true, city: reader.city, proposal: null, noteId },
    ...{ orderId: about.orderId, customerId: about.customerId, helperId: about.helperId },
    ...{ openedBy: reader.id, role: reader.role, cause: keyed.callId, openedAt },
    dueAt: new Date(openedAt.getTime() + caseLimitMs(about.policy, kind)),
  });
  await tx.execute(sql`SELECT pg_notify(${ORDER_CHANNEL}, ${`case:${caseId}:1`})`);
  return { caseId };
}

/** The order and the persons, all of the reader's city; an order brings its customer. */
async function whatAbout(database: Database, reader: Reader, { orderId, customerId, helperId }: NewCase) {
  const order = orderId ? await findOrder({ database, reader, orderId }) : null;
  if (order && customerId && customerId !== order.customerId)
    throw wrongField('customerId', 'not the customer of this order');
  if (!order && customerId && !(await isCustomerHere(database, reader, customerId)))
    throw wrongField('customerId', 'no customer of this city');
  if (helperId) await helperHere({ database, reader, helperId });
  return {
    orderId: orderId ?? null,
    customerId: order?.customerId ?? customerId ?? null,
    helperId: helperId ?? null,
    policy: parsePolicy(order?.policy),
  };
}

async function isCustomerHere(database: Database, { city }: Reader, id: string): Promise<boolean> {
  const here = [{ city }, { addresses: { some: { city, removedAt: null } } }];
  return (await database.models.person.count({ where: { id, role: 'customer', OR: here } })) > 0;
}
