import { setTimeout as sleep } from 'node:timers/promises';
import type { OrderView } from '#contracts/orders/order.ts';
import { openCast, type Person } from '../simulate/people.ts';

/** Whom the fuzz logs in as, and what exists in the instance: invented ids alone would meet nothing but 404. */
export interface PreparedData {
  tokens: Record<'customer' | 'helper' | 'agent' | 'ops', string>;
  ids: Record<string, string[]>;
}

const DAY = 86_400_000;
type Stage = OrderView['stage'];

/** Five orders of one customer and one helper, each at another place in its life. */
export async function prepareData(url: string): Promise<PreparedData> {
  const cast = await openCast({ url });
  const customer = await cast.customer({ demo: 0 });
  const [agent, ops] = [await cast.staff('agent'), await cast.staff('ops')];
  const { addresses } = await customer.call('addresses', {});
  const addressId = addresses[0]!.id;
  const look = (orderId: string) => customer.call('order', { params: { orderId } });

  async function reached(orderId: string, stage: Stage): Promise<OrderView> {
    for (const until = Date.now() + 60_000; ; await sleep(200)) {
      const order = await look(orderId);
      if (order.stage === stage) return order;
      if (Date.now() > until) throw new Error(`${orderId} is still in ${order.stage}, not in ${stage}`);
    }
  }
  let day = 2;
  let helperId: string | undefined;
  async function placed(rehearsal?: 'rehearsal'): Promise<OrderView> {
    const date = new Date(Date.now() + day++ * DAY).toISOString().slice(0, 10);
    const { orderId } = await customer.call('placeOrder', {
      body: {
        ...{ serviceCode: 'dailyCleaning', addressId, quantity: 3, remarks: 'ring twice' },
        ...{ windowStart: `${date}T01:00:00Z`, windowEnd: `${date}T09:00:00Z` },
        ...(helperId ? { namedHelperId: helperId } : {}),
        ...(rehearsal ? { rehearsal } : {}),
      },
    });
    return reached(orderId, 'selection');
  }
  async function chosen(rehearsal?: 'rehearsal'): Promise<OrderView> {
    const order = await placed(rehearsal);
    const offered = order.shortlist.map((candidate) => candidate.helper.id);
    helperId ??= offered[0]!;
    // He may not work that day; his own orders are what his log-in can work on.
    if (!offered.includes(helperId)) return chosen(rehearsal);
    await customer.call('chooseHelper', { params: { orderId: order.id }, body: { helperId } });
    return reached(order.id, 'agreement');
  }
  async function scheduled(rehearsal?: 'rehearsal'): Promise<OrderView> {
    const { id } = await chosen(rehearsal);
    await sign(await cast.helper(helperId!), id);
    await sign(customer, id);
    return reached(id, 'scheduled');
  }

  const agreement = await chosen();
  const planned = await scheduled();
  const visited = await scheduled('rehearsal');
  const params = { orderId: visited.id };
  await customer.call('letTimePass', { params, body: {} });
  await reached(visited.id, 'visit');
  await ops.call('overrideCheckIn', { params, body: { reason: 'fuzz' } });
  const closed = await placed();
  await customer.call('cancelOrder', { params: { orderId: closed.id }, body: { reason: 'changedMind' } });
  const selection = await placed();
  const helper = await cast.helper(helperId!);
  const orders = [selection, agreement, planned, visited, closed];
  return {
    tokens: {
      customer: customer.token()!,
      helper: helper.token()!,
      agent: agent.token()!,
      ops: ops.token()!,
    },
    ids: {
      orderId: orders.map(({ id }) => id),
      helperId: selection.shortlist.map((candidate) => candidate.helper.id),
      personId: [customer.me.id, helper.me.id],
      addressId: [addressId],
      skill: ['elderCare', 'cleaning'],
    },
  };
}

async function sign(person: Person, orderId: string): Promise<void> {
  const params = { orderId };
  const { termsHash } = await person.call('agreement', { params });
  const code = await person.receiveCode(() => person.call('sendSigningCode', { params, body: {} }));
  await person.call('sign', { params, body: { termsHash, code } });
}
