import type { OrderRow } from '#activities/order-row.ts';
import { recordFact } from '#activities/record-fact.ts';
import type { NewOrder } from '#contracts/order.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Deps } from '../deps.ts';
import type { Keyed } from '../endpoint.ts';
import type { Tx } from '../keep-answer.ts';
import { orderNumber } from '../order-number.ts';
import { isStaff, type Reader } from '../reader.ts';
import { Refused } from '../refused.ts';
import { checkWindow } from './check-window.ts';
import { termsOf } from './terms-of.ts';
import { visitMinutes } from './visit-length.ts';

/**
 * Stores what a customer wants: the order's first row, the inquiry, the first line of its timeline and the customer's
 * notice, in one transaction. From here on nothing is lost, whoever starts the workflow.
 */
export async function receiveInquiry(input: {
  deps: Deps;
  tx: Tx;
  reader: Reader;
  keyed: Keyed;
  body: NewOrder;
}): Promise<{ orderId: string }> {
  const { deps, tx, reader, keyed, body } = input;
  const now = new Date();
  const customerId = await customerOf({ tx, reader, body });
  const { service, address, policy: known } = await termsOf({ tx, customerId, body });
  if (!service) throw new Refused('NotServed');
  if (!address) throw new Refused('AddressInvalid');
  checkRehearsal({ deps, body });
  if (!known) throw new Refused('NotServed');
  const policy = known as unknown as Policy;
  await checkNamed({ tx, body, city: address.city });
  const liveIn = service.shape === 'liveIn';
  const minutes = visitMinutes(service, body.quantity);
  const { windowStart, windowEnd } = checkWindow({ ...body, minutes, liveIn, now, policy });
  const { utcOffsetMinutes } = policy;
  const id = orderNumber({
    secret: deps.env.ANJIA_SECRET,
    personId: reader.id,
    key: keyed.key,
    at: now,
    utcOffsetMinutes,
  });
  const taken = await tx.order.findUnique({ where: { id }, select: { bodyHash: true } });
  if (taken) throw new Refused('KeyReused');
  const place = { city: address.city, district: address.district };
  const need = { serviceCode: service.code, quantity: body.quantity, minutes, windowStart, windowEnd };
  const order = await tx.order.create({
    data: {
      id,
      stage: 'inquiry',
      waitingFor: body.incomplete ? 'agent' : 'system',
      ...place,
      ...need,
      customerId,
      policyKey: policy.key,
      policy: policy as object,
      placedBy: reader.id,
      bodyHash: keyed.bodyHash,
      createdAt: now,
      inquiry: {
        create: {
          contactName: address.contactName,
          contactPhone: address.contactPhone,
          addressLine: address.line,
          latitude: address.latitude,
          longitude: address.longitude,
          forOther: body.forOther ?? false,
          area: body.area ?? null,
          careNotes: body.careNotes || null,
          remarks: body.remarks || null,
          wishes: body.wishes ?? {},
          channel: isStaff(reader) ? 'phone' : 'web',
        },
      },
    },
  });
  await recordFact({
    tx,
    order: { ...order, clockShiftMs: 0 } as unknown as OrderRow,
    event: {
      kind: 'inquiryReceived',
      payload: {
        channel: isStaff(reader) ? 'phone' : 'web',
        complete: !body.incomplete,
        ...(body.namedHelperId ? { named: body.namedHelperId } : {}),
      },
    },
    actor: { id: reader.id, role: reader.role },
    cause: keyed.callId,
    at: now,
  });
  return { orderId: id };
}

async function customerOf({ tx, reader, body }: { tx: Tx; reader: Reader; body: NewOrder }): Promise<string> {
  if (!isStaff(reader)) {
    if (body.onBehalfOf !== undefined || body.incomplete !== undefined) throw new Refused('NotAllowed');
    return reader.id;
  }
  const customer = await tx.person.findFirst({
    where: { id: body.onBehalfOf ?? reader.id, role: 'customer', active: true },
  });
  if (!customer)
    throw new Refused('InvalidInput', { fields: [{ path: 'onBehalfOf', message: 'which customer?' }] });
  return customer.id;
}

function checkRehearsal({ deps, body }: { deps: Deps; body: NewOrder }): void {
  if (!body.rehearsal || deps.env.ANJIA_MODE === 'development') return;
  throw new Refused('InvalidInput', {
    fields: [{ path: 'rehearsal', message: 'only on development servers' }],
  });
}

async function checkNamed({ tx, body, city }: { tx: Tx; body: NewOrder; city: string }): Promise<void> {
  if (!body.namedHelperId) return;
  const helper = await tx.helper.findFirst({
    where: { id: body.namedHelperId, city, person: { active: true } },
  });
  if (!helper)
    throw new Refused('InvalidInput', { fields: [{ path: 'namedHelperId', message: 'no such helper' }] });
}
