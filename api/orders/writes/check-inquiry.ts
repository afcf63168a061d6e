import type { Deps } from '#api/deps.ts';
import type { Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import type { NewOrder } from '#contracts/orders/new-order.ts';
import { isStaff } from '#contracts/people/roles.ts';
import type { Tx } from '#platform/database.ts';

/** The customer of the order: staff name one, others order for themselves. */
export async function customerOf({
  tx,
  reader,
  body,
}: {
  tx: Tx;
  reader: Reader;
  body: NewOrder;
}): Promise<string> {
  if (!isStaff(reader)) {
    if (body.onBehalfOf !== undefined || body.incomplete !== undefined) throw new Refused('NotAllowed');
    return reader.id;
  }
  const models = await tx.models();
  const customer = await models.person.findFirst({
    where: { id: body.onBehalfOf ?? reader.id, role: 'customer', active: true },
  });
  if (!customer)
    throw new Refused('InvalidInput', { fields: [{ path: 'onBehalfOf', message: 'which customer?' }] });
  return customer.id;
}

/** Rehearsals exist on development servers only. */
export function checkRehearsal({ deps, body }: { deps: Deps; body: NewOrder }): void {
  if (!body.rehearsal || deps.env.ANJIA_MODE === 'development') return;
  throw new Refused('InvalidInput', {
    fields: [{ path: 'rehearsal', message: 'only on development servers' }],
  });
}

/** A helper named at once must work in that city. */
export async function checkNamed({
  tx,
  body,
  city,
}: {
  tx: Tx;
  body: NewOrder;
  city: string;
}): Promise<void> {
  if (!body.namedHelperId) return;
  const models = await tx.models();
  const helper = await models.helper.findFirst({
    where: { id: body.namedHelperId, city, person: { active: true } },
  });
  if (!helper)
    throw new Refused('InvalidInput', { fields: [{ path: 'namedHelperId', message: 'no such helper' }] });
}
