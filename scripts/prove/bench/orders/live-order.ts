import type pg from 'pg';
import { CallRefused } from '#contracts/client.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import type { Person } from '../../simulate/people.ts';
import type { Lane, People } from './gather-people.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Visits are distributed over two weeks, so that 80 helpers have room for all. */
const DAYS = 14;

/** One happy order through the HTTP API, with the requests of the screens; returns its number. */
export async function liveOrder(input: {
  lane: Lane;
  people: People;
  phones: pg.Pool;
  index: number;
}): Promise<string> {
  const { lane, people, phones, index } = input;
  const { customer, hearing } = lane;
  const { orderId, version } = await customer.call('placeOrder', {
    body: {
      serviceCode: index % 2 ? 'dailyCleaning' : 'hourlyHelp',
      addressId: lane.addressId,
      quantity: 2,
      ...windowOf(index),
    },
  });
  const params = { orderId };
  await hearing.reaches(orderId, version + 1);
  const offered = await customer.call('order', { params });
  const helper = people.helper(await choose(customer, offered));
  await sign({ orderId, person: customer, phones });
  await sign({ orderId, person: helper, phones });
  const { visit } = await customer.call('order', { params });
  if (!visit?.startCode) throw new Error(`${orderId} shows no start code`);
  await helper.call('depart', { params, body: {} });
  await helper.call('checkIn', { params, body: { startCode: visit.startCode } });
  await helper.call('checkOut', { params, body: {} });
  await customer.call('confirmCompletion', { params, body: {} });
  const { paymentId } = await customer.call('pay', { params, body: {} });
  await customer.call('simulatePayment', { params: { paymentId }, body: { result: 'paid' } });
  await customer.call('submitReview', {
    params,
    body: { attitude: 5, effect: 5, contractKept: true, text: '谢谢，家里干净多了。' },
  });
  for (;;) {
    const order = await customer.call('order', { params });
    if (order.stage !== 'closed') await hearing.reaches(orderId, order.version + 1);
    else if (order.ending === 'completed') return orderId;
    else throw new Error(`${orderId} ended as ${order.ending}`);
  }
}

/** The first of the shortlist who is still free. */
async function choose(customer: Person, order: OrderView): Promise<string> {
  for (const { helper } of [...order.shortlist].sort((a, b) => a.rank - b.rank)) {
    try {
      await customer.call('chooseHelper', {
        params: { orderId: order.id },
        body: { helperId: helper.id },
      });
      return helper.id;
    } catch (error) {
      if (!(error instanceof CallRefused) || error.code !== 'HelperTaken') throw error;
    }
  }
  throw new Error(`${order.id}: nobody of ${order.shortlist.length} could be chosen (${order.stage})`);
}

/** Reads the terms, gets the code by SMS, signs the terms that were read. */
async function sign(input: { orderId: string; person: Person; phones: pg.Pool }): Promise<void> {
  const { orderId, person, phones } = input;
  const params = { orderId };
  const { termsHash } = await person.call('agreement', { params });
  await person.call('sendSigningCode', { params, body: {} });
  // A person reads the phone. This is no work of the product, so it does not go through the API.
  const { rows } = await phones.query<{ code: string }>(
    `SELECT o.code FROM signing_code c JOIN outbox o ON o.key = 'code:' || c.id
     WHERE c.order_id = $1 AND c.person_id = $2 ORDER BY c.created_at DESC LIMIT 1`,
    [orderId, person.me.id],
  );
  if (!rows[0]) throw new Error(`${orderId}: no signing code arrived`);
  await person.call('sign', { params, body: { termsHash, code: rows[0].code } });
}

/** Eight hours of one of the coming days, in the city's daytime. */
function windowOf(index: number): { windowStart: string; windowEnd: string } {
  const midnight = Math.floor((Date.now() + 8 * HOUR) / DAY) * DAY - 8 * HOUR;
  const start = midnight + (1 + (index % DAYS)) * DAY + (8 + (index % 4)) * HOUR;
  return { windowStart: new Date(start).toISOString(), windowEnd: new Date(start + 8 * HOUR).toISOString() };
}
