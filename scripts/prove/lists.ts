import os from 'node:os';
import pg from 'pg';
import { openInstance } from './bench/measured-instance.ts';
import { percentile } from './bench/percentile.ts';
import { figure } from './frame/figure.ts';
import { defineProof } from './frame/proof.ts';
import { seedLists } from './lists/seed-lists.ts';
import { openCast, type Person } from './simulate/people.ts';

const BOUND_MS = 100;
/** The indexes that the control takes away. */
const INDEXES = ['order_open_page', 'order_closed_page', 'order_closed_number'];

type Ask = (who: Readers) => Promise<unknown>;
type Readers = Record<'ops' | 'customer' | 'helper', Person>;

/** Long lists over HTTP: every page within 100 ms, and not without the indexes. */
export const lists = defineProof({
  about: 'pages of long lists over HTTP take at most 100 ms (p95); without their indexes they do not',
  options: {
    closed: { kind: 'whole', help: 'closed orders', default: 300_000, atLeast: 1 },
    open: { kind: 'whole', help: 'open orders', default: 2_000, atLeast: 1 },
    notices: { kind: 'whole', help: 'notices of one customer', default: 20_000, atLeast: 1 },
    times: { kind: 'whole', help: 'how often each page is read', default: 60, atLeast: 20 },
  },
  async run({ values, say }) {
    const { times, ...sizes } = values;
    say('starting the whole system');
    const instance = await openInstance();
    const database = new pg.Client({ connectionString: instance.ownerUrl ?? instance.databaseUrl });
    try {
      await database.connect();
      const { readers, owners } = await signInReaders(instance.url);
      say('writing the rows');
      await seedLists({ database, owners, ...sizes });
      const { rows } = await database.query<{ id: string }>(
        `SELECT id FROM "order" WHERE stage = 'closed' ORDER BY id DESC OFFSET 1000 LIMIT 1`,
      );
      const pages = pagesToRead(rows[0]?.id ?? 'JZ26');
      const took = await measure(pages, readers, times);
      say('without the indexes');
      await database.query(`DROP INDEX ${INDEXES.join(', ')}`);
      // Orders by number are no control: with one city the primary key gives the same order.
      const { closed } = pages;
      const without = await measure({ closed }, readers, 20);
      return {
        figures: Object.entries(took).map(([name, each]) =>
          figure(`p95 ms: ${name}`, percentile(each, 0.95), { atMost: BOUND_MS }),
        ),
        controls: Object.entries(without).map(([name, each]) => ({
          name: `${name} without its index`,
          failed: percentile(each, 0.95) > BOUND_MS,
          saw: `p95 ${percentile(each, 0.95)} ms`,
        })),
        // On a busy machine p95 is that of its other programs; half of the readings are nearer to ours.
        also: {
          ...sizes,
          medianMs: Object.fromEntries(
            Object.entries(took).map(([name, each]) => [name, percentile(each, 0.5)]),
          ),
          load: os.loadavg()[0],
        },
      };
    } finally {
      await database.end().catch(() => undefined);
      await instance.stop();
    }
  },
});

async function signInReaders(url: string) {
  const cast = await openCast({ url });
  const { logins } = await (await cast.staff('ops')).call('demoLogins', {});
  const helperId = logins.find(({ role }) => role === 'helper')!.id;
  const readers: Readers = {
    ops: await cast.staff('ops'),
    customer: await cast.customer({ demo: 0 }),
    helper: await cast.helper(helperId),
  };
  return { readers, owners: { customerId: readers.customer.me.id, helperId } };
}

/** Each page that is measured; those that go on follow their `next`. */
function pagesToRead(orderId: string) {
  let closedAfter: string | undefined;
  const board =
    (query: object): Ask =>
    ({ ops }) =>
      ops.call('board', { query });
  return {
    board: board({}),
    needsOps: board({ needsOps: 'true' }),
    overdue: board({ overdue: 'true' }),
    closed: board({ stage: 'closed' }),
    'closed, page after page': async ({ ops }: Readers) => {
      const after = closedAfter ? { after: closedAfter } : {};
      const page = await ops.call('board', { query: { stage: 'closed', limit: 100, ...after } });
      closedAfter = page.next ?? undefined;
    },
    number: board({ q: 'JZ26' }),
    'one number': board({ q: orderId }),
    helpers: ({ ops }: Readers) => ops.call('helpers', {}),
    'helpers by name': ({ ops }: Readers) => ops.call('helpers', { query: { q: '王' } }),
    'helpers, expiring': ({ ops }: Readers) => ops.call('helpers', { query: { expiring: 365 } }),
    cases: ({ ops }: Readers) => ops.call('cases', {}),
    'orders of a customer': ({ customer }: Readers) => customer.call('orders', {}),
    'orders of a helper': ({ helper }: Readers) => helper.call('orders', {}),
    inbox: ({ customer }: Readers) => customer.call('inbox', {}),
  } satisfies Record<string, Ask>;
}

async function measure(
  pages: Record<string, Ask>,
  readers: Readers,
  times: number,
): Promise<Record<string, number[]>> {
  const measured: [string, number[]][] = [];
  for (const [name, ask] of Object.entries(pages)) {
    const took: number[] = [];
    // The first readings plan the statements.
    for (let n = -5; n < times; n += 1) {
      const begin = performance.now();
      await ask(readers);
      if (n >= 0) took.push(performance.now() - begin);
    }
    measured.push([name, took]);
  }
  return Object.fromEntries(measured);
}
