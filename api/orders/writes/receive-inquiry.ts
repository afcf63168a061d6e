import { firstValues } from '#activities/order-rows/order-columns.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { recordFact } from '#activities/order-rows/record-fact.ts';
import type { Stored } from '#activities/orders/start-order.ts';
import type { Deps } from '#api/deps.ts';
import type { Keyed } from '#api/http/keyed.ts';
import { isStaff, type Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import type { NewOrder } from '#contracts/orders/new-order.ts';
import { visitMinutes } from '#contracts/orders/visit-minutes.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { checkUnsigned } from './check-unsigned.ts';
import { checkWindow } from './check-window.ts';
import { orderNumber } from './order-number.ts';
import { type Terms, termsOf } from './terms-of.ts';

type NewRow = OrderRow & { createdAt: Date };

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
}): Promise<Stored> {
  const { deps, tx, reader, keyed, body } = input;
  const now = new Date();
  const customerId = await customerOf({ tx, reader, body });
  const { service, address, districtName, policy: known } = await termsOf({ database: tx, customerId, body });
  if (!service) throw new Refused('NotServed');
  if (!address || (isStaff(reader) && address.city !== reader.city)) throw new Refused('AddressInvalid');
  checkRehearsal({ deps, body });
  if (!known) throw new Refused('NotServed');
  const policy = known as unknown as Policy;
  await checkNamed({ tx, body, city: address.city });
  const liveIn = service.shape === 'liveIn';
  const minutes = visitMinutes(service, body.quantity);
  const { windowStart, windowEnd } = checkWindow({ ...body, minutes, liveIn, now, policy });
  // Staff are asked on the phone, and see what is open.
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
    ...NEW,
    ...{ id, customerId, city: address.city, district: address.district, serviceCode: service.code },
    ...{ quantity: body.quantity, minutes, windowStart, windowEnd, policy, createdAt: now },
    waitingFor: body.incomplete ? 'agent' : 'system',
  };
  const channel = isStaff(reader) ? 'phone' : 'web';
  const stored = await store(tx, {
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
  await recordFact({
    tx,
    order,
    event: { kind: 'inquiryReceived', payload: { channel, ...received } },
    actor: { id: reader.id, role: reader.role },
    cause: keyed.callId,
    at: now,
  });
  return { order: { ...order, policy: known }, service, districtName, received };
}

/** Nothing has come of it yet. */
const NEW = {
  version: 0,
  stage: 'inquiry',
  ending: null,
  deadline: null,
  needsOps: false,
  needsOpsReason: null,
  helperId: null,
  round: 0,
  rematchCount: 0,
  startsAt: null,
  endsAt: null,
  totalFen: null,
  settlement: 'none',
  clockShiftMs: 0,
  closedAt: null,
} as const;

/** The order's first row and its inquiry; false when its number is taken, by the same key of another day's call. */
async function store(
  tx: Tx,
  given: {
    order: NewRow;
    address: NonNullable<Terms['address']>;
    body: NewOrder;
    channel: 'phone' | 'web';
    placedBy: string;
    bodyHash: string;
  },
): Promise<boolean> {
  const { order, address, body, channel, placedBy, bodyHash } = given;
  const count = await tx.execute(sql`
    WITH placed AS (
      INSERT INTO "order" ${firstValues({ ...order, policyKey: order.policy.key, placedBy, bodyHash })}
      ON CONFLICT (id) DO NOTHING RETURNING id
    )
    INSERT INTO inquiry (order_id, contact_name, contact_phone, address_line, latitude, longitude, for_other, area,
      care_notes, remarks, wishes, channel)
    SELECT placed.id, ${address.contactName}, ${address.contactPhone}, ${address.line}, ${address.latitude}::float8,
      ${address.longitude}::float8, ${body.forOther ?? false}::boolean, ${body.area ?? null}::int,
      ${body.careNotes || null}, ${body.remarks || null}, ${JSON.stringify(body.wishes ?? {})}::jsonb, ${channel}
    FROM placed`);
  return count === 1;
}

async function customerOf({ tx, reader, body }: { tx: Tx; reader: Reader; body: NewOrder }): Promise<string> {
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

function checkRehearsal({ deps, body }: { deps: Deps; body: NewOrder }): void {
  if (!body.rehearsal || deps.env.ANJIA_MODE === 'development') return;
  throw new Refused('InvalidInput', {
    fields: [{ path: 'rehearsal', message: 'only on development servers' }],
  });
}

async function checkNamed({ tx, body, city }: { tx: Tx; body: NewOrder; city: string }): Promise<void> {
  if (!body.namedHelperId) return;
  const models = await tx.models();
  const helper = await models.helper.findFirst({
    where: { id: body.namedHelperId, city, person: { active: true } },
  });
  if (!helper)
    throw new Refused('InvalidInput', { fields: [{ path: 'namedHelperId', message: 'no such helper' }] });
}
