import type { Person } from '#scripts/simulate/people.ts';
import { patiently } from '#scripts/simulate/people.ts';
import { type Crowd, inTurn, morning, type Waiting } from './crowd.ts';
import { FIRM, SOFT } from './prepare-city.ts';

export interface Request {
  person: Person;
  path: string;
  body: unknown;
  orderId: string;
}
/** One way to a booking, and how the crowd asks for it again and again. */
export interface Path {
  name: string;
  /** The requests of one round; all of them at once. */
  round(n: number): Promise<Request[]>;
  /** What stands between this round and the next: winners make room. */
  after(requests: Request[]): Promise<void>;
  /** Those whose overlapping slots at most one order may have each. */
  helperIds: string[];
  /** true: exactly one request of a round may be answered with yes. */
  oneWinner: boolean;
}
interface Storm {
  crowd: Crowd;
  parallel: number;
  rounds: number;
  helperIds: string[];
}

/** Every customer has the same helper on the shortlist and chooses at the same moment. */
export async function choosePath({ crowd, parallel, rounds, helperIds }: Storm): Promise<Path> {
  const helperId = helperIds[0]!;
  const queue = await crowd.orders({ how: SOFT, count: parallel + rounds - 1, helperId, day: 10 });
  const request = ({ customer, orderId }: Waiting) => ({
    ...{ person: customer, path: `/orders/${orderId}/choice`, body: { helperId }, orderId },
  });
  // Who was told "taken" has lost that candidate: he asks for others and names the same one again.
  const again = async ({ customer, orderId }: Waiting) => {
    const body = { reasons: ['other' as const], namedHelperId: helperId };
    await customer.call('rematch', { params: { orderId }, body });
  };
  return winnersLeave({ name: 'choose', crowd, queue, parallel, helperId, request, again });
}

/** Ops send the same helper to every order by hand. */
export async function dispatchPath({ crowd, parallel, rounds, helperIds }: Storm): Promise<Path> {
  const helperId = helperIds[1]!;
  const queue = await crowd.orders({ how: SOFT, count: parallel + rounds - 1, helperId, day: 11 });
  const body = { helperId, reason: 'storm' };
  const request = ({ orderId }: Waiting) => ({
    person: crowd.ops,
    path: `/orders/${orderId}/dispatch`,
    body,
    orderId,
  });
  return winnersLeave({ name: 'dispatch', crowd, queue, parallel, helperId, request });
}

/** The order that got the helper is cancelled and the next in the queue takes its place. */
function winnersLeave(input: {
  name: string;
  crowd: Crowd;
  queue: Waiting[];
  parallel: number;
  helperId: string;
  request: (waiting: Waiting) => Request;
  again?: (waiting: Waiting) => Promise<void>;
}): Path {
  const { name, crowd, queue, parallel, helperId, request, again } = input;
  const lost = new Set<string>();
  let waiting = queue;
  return {
    name,
    helperIds: [helperId],
    oneWinner: true,
    round: async () => {
      const next = waiting.slice(0, parallel);
      await inTurn(next.length, 8, async (n) => {
        if (again && lost.has(next[n]!.orderId)) await again(next[n]!);
      });
      return next.map(request);
    },
    after: async (requests) => {
      const winners = await cancelBooked(crowd, requests);
      waiting = waiting.filter(({ orderId }) => !winners.includes(orderId));
      for (const { orderId } of requests) lost.add(orderId);
    },
  };
}

async function cancelBooked(crowd: Crowd, requests: Request[]): Promise<string[]> {
  const booked = await inTurn(requests.length, 8, async (n) => {
    const { orderId } = requests[n]!;
    const { stage } = await crowd.ops.call('order', { params: { orderId } });
    if (stage !== 'agreement') return [];
    await crowd.ops.call('cancelOrder', { params: { orderId }, body: { reason: 'storm' } });
    return [orderId];
  });
  return booked.flat();
}

/** Every customer asks for other helpers and names the same one, whose slot is held for one of them. */
export async function namePath({ crowd, parallel, helperIds }: Storm): Promise<Path> {
  // At first they want another one, who then is held for one of them as well.
  const [first, second] = [helperIds[2]!, helperIds[0]!];
  const orders = await crowd.orders({ how: FIRM, count: parallel, helperId: first, day: 12 });
  return {
    name: 'name',
    helperIds: [first, second],
    // All are answered with a shortlist; the helper is held for one of them.
    oneWinner: false,
    round: async (n) =>
      orders.map(({ customer, orderId }) => ({
        ...{ person: customer, path: `/orders/${orderId}/rematch`, orderId },
        body: { reasons: ['other'], namedHelperId: n % 2 ? first : second },
      })),
    after: async () => undefined,
  };
}

/** Choices and new searches of orders that want A, B and C in every order, all at once. */
export async function crossedPath({ crowd, parallel, rounds, helperIds }: Storm): Promise<Path> {
  const spare = Math.ceil(rounds * helperIds.length);
  const queues = await Promise.all(
    helperIds.map((helperId) =>
      crowd.orders({ how: SOFT, count: Math.ceil((parallel + spare) / helperIds.length), helperId, day: 13 }),
    ),
  );
  let waiting = Array.from({ length: queues[0]!.length }, (_, n) => queues.map((queue) => queue[n]!)).flat();
  return {
    name: 'crossed',
    helperIds,
    oneWinner: false,
    round: async (round) =>
      inTurn(Math.min(parallel, waiting.length), 8, async (n) => {
        const { customer: person, orderId } = waiting[n]!;
        if (n % 3 === 2) {
          const namedHelperId = helperIds[(n + round) % helperIds.length]!;
          const body = { reasons: ['other'], namedHelperId };
          return { person, path: `/orders/${orderId}/rematch`, body, orderId };
        }
        if (n % 3 === 1) {
          const body = { helperId: helperIds[(n + round) % helperIds.length]!, reason: 'storm' };
          return { person: crowd.ops, path: `/orders/${orderId}/dispatch`, body, orderId };
        }
        const { shortlist } = await person.call('order', { params: { orderId } });
        const helperId = shortlist[(n + round) % shortlist.length]!.helper.id;
        return { person, path: `/orders/${orderId}/choice`, body: { helperId }, orderId };
      }),
    after: async (requests) => {
      const winners = await cancelBooked(crowd, requests);
      waiting = waiting.filter(({ orderId }) => !winners.includes(orderId));
    },
  };
}

/** Signed visits of one helper on many days are all moved to the same hour. */
export async function reschedulePath({ crowd, parallel, helperIds }: Storm): Promise<Path> {
  const helperId = helperIds[2]!;
  const helper = await crowd.cast.helper(helperId);
  // A helper works one such visit a day and must not work more than a week allows.
  const count = Math.min(parallel, 40);
  const orders = await inTurn(count, 4, async (n) => {
    const [order] = await crowd.orders({ how: SOFT, count: 1, helperId, day: 20 + n });
    await order!.customer.call('chooseHelper', { params: { orderId: order!.orderId }, body: { helperId } });
    for (const person of [helper, order!.customer]) await sign(person, order!.orderId);
    return order!;
  });
  return {
    name: 'reschedule',
    helperIds: [helperId],
    oneWinner: true,
    // Each round another day on which the helper is still free.
    round: async (n) => {
      const startsAt = morning(20 + count + 2 + n);
      return orders.map(({ customer, orderId }, i) => ({
        ...{ person: customer, path: `/orders/${orderId}/reschedule`, orderId },
        body: { startsAt: new Date(startsAt + (i % 5) * 1_800_000).toISOString() },
      }));
    },
    after: async () => undefined,
  };
}

async function sign(person: Person, orderId: string): Promise<void> {
  const params = { orderId };
  const { termsHash } = await person.call('agreement', { params });
  const code = await patiently(() =>
    person.receiveCode(() => person.call('sendSigningCode', { params, body: {}, key: crypto.randomUUID() })),
  );
  await person.call('sign', { params, body: { termsHash, code }, key: crypto.randomUUID() });
}
