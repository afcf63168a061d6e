import type pg from 'pg';
import { CallRefused } from '#contracts/client.ts';
import { inTurn } from '../in-turn.ts';
import type { Asked } from './ask.ts';
import { type Crowd, HOUR, morning, type Waiting } from './crowd.ts';
import type { Path, Request, Storm } from './path.ts';
import { SOFT } from './prepare-city.ts';
import { replaced } from './replaced.ts';

/** Every customer has the same helper on the shortlist and chooses at the same moment. */
export async function choosePath({ crowd, database, parallel, helperIds }: Storm): Promise<Path> {
  const helperId = helperIds[0]!;
  const more = (count: number) => crowd.orders({ ...SAME_MORNING(10), helperId, count });
  return again({ name: 'choose', crowd, database, parallel, helperId, more, request: choice(helperId) });
}

/** Ops dispatch the same helper to every order by hand. */
export async function dispatchPath({ crowd, database, parallel, helperIds }: Storm): Promise<Path> {
  const helperId = helperIds[1]!;
  const more = (count: number) => crowd.orders({ ...SAME_MORNING(11), helperId, count });
  return again({
    name: 'dispatch',
    crowd,
    database,
    parallel,
    helperId,
    more,
    request: dispatch(crowd, helperId),
  });
}

/** The helper of every order dropped out after both had signed, and all customers choose the same replacement. */
export async function replacementPath({ crowd, database, parallel, helperIds }: Storm): Promise<Path> {
  const [helperId, ...others] = helperIds as [string, ...string[]];
  const more = (count: number) => replaced({ crowd, count, day: 14, helperId, others });
  return again({ name: 'replacement', crowd, database, parallel, helperId, more, request: choice(helperId) });
}

/** Choices, dispatches and some searches of orders that all want A, B and C, at once. */
export async function crossedPath({ crowd, database, parallel, helperIds }: Storm): Promise<Path> {
  const three = helperIds.slice(0, 3);
  const each = (count: number, at: number) =>
    crowd.orders({ ...SAME_MORNING(13), helperId: three[at % 3]!, count });
  const waiting: Waiting[] = (
    await inTurn(3, 3, async (at) => each(Math.ceil((parallel - at) / 3), at))
  ).flat();
  return {
    name: 'crossed',
    helperIds: three,
    winners: 'oneEach',
    round: async (round) =>
      waiting.map((one, n) => {
        const helperId = three[(n + round) % 3]!;
        const { customer: person, orderId } = one;
        if (n % 20 === 7) {
          const body = { reasons: ['other'], namedHelperId: helperId };
          return { person, path: `/orders/${orderId}/rematch`, body, orderId, search: true };
        }
        // Only helpers on the shortlist can be chosen; ops may dispatch anybody.
        return n % 2 === 0 && one.named === helperId ? choice(helperId)(one) : dispatch(crowd, helperId)(one);
      }),
    after: async (requests, answers) => {
      await renew({
        crowd,
        database,
        waiting,
        requests,
        answers,
        more: (count, at) => each(count, at),
        three,
      });
    },
  };
}

/** Every visit takes three hours and may start within the first two: all overlap. */
const SAME_MORNING = (day: number) => ({
  how: SOFT,
  quantity: 3,
  window: (n: number) => {
    const from = morning(day) + (n % 5) * (HOUR / 2);
    return { from, to: from + 3 * HOUR };
  },
});

const choice =
  (helperId: string) =>
  ({ customer, orderId }: Waiting): Request => ({
    ...{ person: customer, path: `/orders/${orderId}/choice`, body: { helperId }, orderId },
  });
const dispatch =
  (crowd: Crowd, helperId: string) =>
  ({ orderId }: Waiting): Request => ({
    ...{
      person: crowd.ops,
      path: `/orders/${orderId}/dispatch`,
      body: { helperId, reason: 'storm' },
      orderId,
    },
  });

/** Losers try again in the next round; only the winner is cancelled and replaced. */
async function again(input: {
  name: string;
  crowd: Crowd;
  database: pg.Client;
  parallel: number;
  helperId: string;
  more: (count: number) => Promise<Waiting[]>;
  request: (waiting: Waiting) => Request;
}): Promise<Path> {
  const { name, crowd, database, parallel, helperId, more, request } = input;
  const waiting = await more(parallel);
  return {
    name,
    helperIds: [helperId],
    winners: 'one',
    round: async () => waiting.map(request),
    after: (requests, answers) =>
      renew({ crowd, database, waiting, requests, answers, more, three: [helperId] }),
  };
}

async function renew(input: {
  crowd: Crowd;
  database: pg.Client;
  waiting: Waiting[];
  requests: Request[];
  answers: Asked[];
  more: (count: number, at: number) => Promise<Waiting[]>;
  three: string[];
}): Promise<void> {
  const { crowd, database, waiting, requests, answers, more } = input;
  const orderIds = requests.map(({ orderId }) => orderId);
  const won = requests.flatMap(({ search }, n) => (answers[n]!.status === 200 && !search ? [n] : []));
  for (const n of won) {
    const params = { orderId: orderIds[n]! };
    await crowd.ops.call('cancelOrder', { params, body: { reason: 'storm' } });
    waiting[n] = (await more(1, n))[0]!;
  }
  // An order whose workflow answered "taken" may be starting the next round by itself: the customer requests others
  // and names the same helper again.
  const lost = await database.query<{ order_id: string }>(
    `SELECT o.id AS order_id FROM unnest($1::text[], $2::uuid[]) AS w (order_id, named)
     JOIN "order" o ON o.id = w.order_id AND o.stage = 'selection'
     WHERE NOT EXISTS (SELECT 1 FROM candidate c WHERE c.order_id = o.id AND c.round = o.round
         AND c.helper_id = w.named AND c.status IN ('offered', 'accepted'))
       OR EXISTS (SELECT 1 FROM transition t WHERE t.order_id = o.id AND t.result ->> 'code' = 'HelperTaken'
         AND t.at > (SELECT max(c.offered_at) FROM candidate c WHERE c.order_id = o.id AND c.round = o.round))`,
    [waiting.map(({ orderId }) => orderId), waiting.map(({ named }) => named)],
  );
  const again = new Set(lost.rows.map((row) => row.order_id));
  for (const [n, { search }] of requests.entries()) if (search) again.add(orderIds[n]!);
  const late = waiting.flatMap(({ orderId }, n) => (again.has(orderId) ? [n] : []));
  await inTurn(late.length, 4, async (at) => {
    const n = late[at]!;
    if (await askForOthers(crowd, waiting[n]!)) return;
    // A customer who was refused every helper of the city is replaced by a new one.
    const params = { orderId: waiting[n]!.orderId };
    await crowd.ops.call('cancelOrder', { params, body: { reason: 'storm' } });
    waiting[n] = (await more(1, n))[0]!;
  });
}

/** Waits until a search that the order may have started has ended; false: nobody is left for it. */
async function askForOthers(crowd: Crowd, waiting: Waiting, tries = 5): Promise<boolean> {
  const { customer, orderId, named } = waiting;
  const params = { orderId };
  try {
    if ((await customer.call('order', { params })).needsOpsReason === 'noHelperFound') return false;
    await crowd.untilSelection(waiting);
    await customer.call('rematch', { params, body: { reasons: ['other' as const], namedHelperId: named } });
    return true;
  } catch (error) {
    const { code } = error as { code?: string };
    if (!(error instanceof CallRefused) || code !== 'WrongStage' || tries === 1) throw error;
    return askForOthers(crowd, waiting, tries - 1);
  }
}
