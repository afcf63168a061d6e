import { recordOrderEvent } from '#activities/order-rows/record-order-event.ts';
import type { Stored } from '#activities/orders/start-order.ts';
import type { Deps } from '#api/deps.ts';
import type { Keyed } from '#api/http/keyed.ts';
import type { Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import type { NewOrder } from '#contracts/orders/new-order.ts';
import { visitMinutes } from '#contracts/orders/visit-minutes.ts';
import { isStaff } from '#contracts/people/roles.ts';
import type { Tx } from '#platform/database.ts';
import { checkNamed, checkRehearsal, customerOf } from './check-inquiry.ts';
import { checkUnsigned } from './check-unsigned.ts';
import { checkWindow } from './check-window.ts';
import { orderNumber } from './order-number.ts';
import { NEW_ORDER, type NewRow, storeInquiry } from './store-inquiry.ts';
import { termsOf } from './terms-of.ts';

/**
 * Stores an inquiry: the order's first row, the inquiry, the first timeline event and the customer's notice, in one
 * transaction. From here on nothing is lost, whoever starts the workflow.
 */
export async function receiveInquiry(input: {
  deps: Deps;
  tx: Tx;
  reader: Reader;
  keyed: Keyed;
  body: NewOrder;
}): Promise<Stored> {
  const { deps, tx, reader, keyed, body } = input;
  const now = new Date();
  const customerId = await customerOf({ tx, reader, body });
  const { service, address, districtName, policy } = await termsOf({ database: tx, customerId, body });
  if (!service) throw new Refused('NotServed');
  if (!address || (isStaff(reader) && address.city !== reader.city)) throw new Refused('AddressInvalid');
  checkRehearsal({ deps, body });
  if (!policy) throw new Refused('NotServed');
  await checkNamed({ tx, body, city: address.city });
  const liveIn = service.shape === 'liveIn';
  const minutes = visitMinutes(service, body.quantity);
  const { windowStart, windowEnd } = checkWindow({ ...body, minutes, liveIn, now, policy });
  // Staff take orders by phone and see the open ones.
  if (!isStaff(reader)) await checkUnsigned({ tx, customerId, policy });
  const { utcOffsetMinutes } = policy;
  const id = orderNumber({
    secret: deps.env.ANJIA_SECRET,
    personId: reader.id,
    key: keyed.key,
    at: now,
    utcOffsetMinutes,
  });
  const order: NewRow = {
    ...NEW_ORDER,
    ...{ id, customerId, city: address.city, district: address.district, serviceCode: service.code },
    ...{ quantity: body.quantity, minutes, windowStart, windowEnd, policy, createdAt: now },
    waitingFor: body.incomplete ? 'agent' : 'system',
  };
  const channel = isStaff(reader) ? 'phone' : 'web';
  const stored = await storeInquiry(tx, {
    order,
    address,
    body,
    channel,
    placedBy: reader.id,
    bodyHash: keyed.bodyHash,
  });
  if (!stored) throw new Refused('KeyReused');
  const received = {
    complete: !body.incomplete,
    ...(body.namedHelperId ? { named: body.namedHelperId } : {}),
  };
  await recordOrderEvent({
    tx,
    order,
    event: { kind: 'inquiryReceived', payload: { channel, ...received } },
    actor: { id: reader.id, role: reader.role },
    cause: keyed.callId,
    at: now,
  });
  return { order, service, districtName, received };
}
