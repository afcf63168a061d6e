import { randomUUID } from 'node:crypto';
import type { NewOrder } from '#contracts/orders/new-order.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { windowOf } from '#scripts/prove/simulate/live/inquiry.ts';
import type { Person } from '#scripts/prove/simulate/people.ts';
import type { Plan } from '#scripts/prove/simulate/plan.ts';

/** 日常保洁 the day after tomorrow as a rehearsal, unless told otherwise; placed through the API. */
export async function placesOrder(
  customer: Person,
  wish: Partial<NewOrder> & { daysAhead?: number } = {},
): Promise<string> {
  const { daysAhead = 2, ...wanted } = wish;
  const serviceCode = wanted.serviceCode ?? 'dailyCleaning';
  const [{ addresses }, catalogue] = await Promise.all([
    customer.call('addresses', {}),
    customer.call('catalogue', {}),
  ]);
  const service = catalogue.services.find((s) => s.code === serviceCode)!;
  const { orderId } = await customer.call('placeOrder', {
    body: {
      serviceCode,
      addressId: addresses[0]!.id,
      quantity: service.usualQuantity,
      ...windowOf({ plan: { daysAhead } as Plan, catalogue }),
      remarks: '家里有一只猫，请轻声敲门。',
      rehearsal: 'rehearsal',
      ...wanted,
    },
    key: randomUUID(),
  });
  return orderId;
}

/** Looks at the order until it is as wanted. */
export async function until(
  person: Person,
  orderId: string,
  met: (order: OrderView) => boolean,
): Promise<OrderView> {
  let order: OrderView | undefined;
  for (const end = Date.now() + 40_000; Date.now() < end; ) {
    order = await person.call('order', { params: { orderId } });
    if (met(order)) return order;
    await new Promise((next) => setTimeout(next, 150));
  }
  throw new Error(`${orderId} stayed in ${order?.stage} (${order?.phase}), waiting for ${order?.waitingFor}`);
}

/** Reads the terms, gets a code, signs them. */
export async function signs(person: Person, orderId: string): Promise<void> {
  await until(person, orderId, (o) => o.stage === 'agreement' && o.agreement?.status === 'drafted');
  const params = { orderId };
  const { termsHash } = await person.call('agreement', { params });
  const code = await person.receiveCode(() => person.call('sendSigningCode', { params, body: {} }));
  await person.call('sign', { params, body: { termsHash, code } });
}

export async function chooses(customer: Person, helper: Person, orderId: string): Promise<void> {
  await until(customer, orderId, (o) => o.stage === 'selection');
  await customer.call('chooseHelper', { params: { orderId }, body: { helperId: helper.me.id } });
}

/** From the shortlist to the agreement of both. */
export async function agrees(customer: Person, helper: Person, orderId: string): Promise<void> {
  await chooses(customer, helper, orderId);
  await signs(customer, orderId);
  await signs(helper, orderId);
  await until(customer, orderId, (o) => o.stage === 'scheduled');
}

/** The helper comes and begins. `onTheWay` runs after the helper has left and before they arrive. */
export async function beginsVisit(
  customer: Person,
  helper: Person,
  orderId: string,
  onTheWay?: () => Promise<void>,
): Promise<void> {
  const params = { orderId };
  await helper.call('depart', { params, body: {} });
  await onTheWay?.();
  const { visit } = await until(customer, orderId, (o) => o.visit?.startCode != null);
  await helper.call('checkIn', { params, body: { startCode: visit!.startCode! } });
}

/** The helper comes, works, goes; the customer confirms. */
export async function livesVisit(
  customer: Person,
  helper: Person,
  orderId: string,
  onTheWay?: () => Promise<void>,
): Promise<void> {
  const params = { orderId };
  await beginsVisit(customer, helper, orderId, onTheWay);
  await helper.call('checkOut', { params, body: {} });
  await customer.call('confirmCompletion', { params, body: {} });
  await until(customer, orderId, (o) => o.stage === 'review');
}

export async function pays(customer: Person, orderId: string): Promise<void> {
  const { paymentId } = await customer.call('pay', { params: { orderId }, body: {} });
  await customer.call('simulatePayment', { params: { paymentId }, body: { result: 'paid' } });
  await until(customer, orderId, (o) => o.settlement === 'paid');
}
