import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { workflowIdOf } from '#contracts/names.ts';
import { readEnv } from '#platform/env.ts';
import { connectClient } from '#platform/temporal.ts';
import { findNode, typescriptFlags } from '#scripts/setup/find-node.mjs';
import { inProject } from '#scripts/setup/places.mjs';
import { defineTool } from '../frame/tool.ts';
import { INSTANCE, openMeasured, TEMPORAL } from './measured-instance.ts';
import { gatherPeople } from './orders/gather-people.ts';
import { happyShape } from './orders/happy-shape.ts';
import { liveBare } from './orders/live-bare.ts';
import { DROP_FLOOR, FLOOR_TABLES, liveFloor } from './orders/live-floor.ts';
import { liveOrder } from './orders/live-order.ts';
import { measureRound, type Round } from './orders/measure-round.ts';
import { renderingMs } from './orders/rendering-ms.ts';

/**
 * Temporal checks each workflow task when its timeout (10 s) has passed. This pause lets the timers of one round end
 * before the next begins, so that no round pays for another.
 */
const REST_MS = 12_000;

/** The product through its HTTP API against a workflow that does as much in Temporal and nothing else. */
export const benchOrders = defineTool({
  about: 'whole orders on the real Temporal server, beside a bare workflow as the baseline',
  options: {
    orders: { kind: 'whole', help: 'in each round', default: 200, atLeast: 1 },
    concurrency: { kind: 'whole', help: 'at a time', default: 20, atLeast: 1 },
    rounds: { kind: 'whole', help: 'of each kind, in turn', default: 3, atLeast: 1 },
    ratio: {
      kind: 'decimal',
      help: "the least part of the baseline's orders a second that the product has to reach",
      default: 0.8,
    },
    floor: {
      kind: 'flag',
      help: 'a third kind of round: the baseline behind the least API and the least transactions',
    },
    ...TEMPORAL,
    ...INSTANCE,
  },
  notes:
    'One JSON line for each round, and a last one with the totals. Exit code 1 when the ratio is missed.',
  run: ({ values, say, print }) => measure(values, say, print),
});

async function measure(
  values: {
    orders: number;
    concurrency: number;
    rounds: number;
    ratio: number;
    floor: boolean;
    temporal: 'dev' | 'cluster';
    instance: string | undefined;
  },
  say: (line: string) => void,
  print: (result: object) => void,
): Promise<boolean> {
  const { orders, concurrency } = values;
  const run = randomUUID().slice(0, 8);
  const shape = happyShape();
  say('starting the whole system');
  const { instance, database, close } = await openMeasured(values);
  const { url, databaseUrl, temporalAddress = '' } = instance;
  const temporalEnv = { TEMPORAL_ADDRESS: temporalAddress };
  const node = await findNode();
  const bareWorker = spawnBeside({ node, entry: 'bare-worker', env: temporalEnv });
  let floor: Awaited<ReturnType<typeof openFloor>> | undefined;
  const phones = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  const client = await connectClient(readEnv({ process: 'temporal', source: temporalEnv }));
  try {
    say('everybody signs in');
    const people = await gatherPeople({ url, lanes: concurrency });
    await once(bareWorker, 'message');
    if (values.floor) {
      await database.query(FLOOR_TABLES);
      floor = await openFloor({ node, env: { ...temporalEnv, DATABASE_URL: databaseUrl } });
    }
    const { postgres, temporal, worker, api } = instance.pids ?? {};
    const pids = {
      ...{ postgres, temporal, worker, api, 'bare worker': bareWorker.pid },
      ...(floor ? { 'floor worker': floor.worker.pid, 'floor api': floor.api.pid } : {}),
    };
    const eventsOf = async (workflowId: string) =>
      (await client.workflow.getHandle(workflowId).describe()).historyLength;
    const bare = (name: string, count: number): Promise<Round> =>
      measureRound({
        ...{ what: 'bare', orders: count, concurrency, pids, database, eventsOf },
        live: ({ index }) =>
          liveBare({ client, taskQueue: 'bare', shape, workflowId: `bare-${run}-${name}-${index}` }),
        settled: async () => undefined,
      });
    const onFloor = (name: string, count: number): Promise<Round> =>
      measureRound({
        ...{ what: 'floor', orders: count, concurrency, pids, database, eventsOf },
        live: ({ lane, index }) =>
          liveFloor({
            ...{ url: floor!.url, shape, orderId: `floor-${run}-${name}-${index}` },
            token: people.lanes[lane]!.customer.token()!,
          }),
        settled: async () => undefined,
      });
    const product = (count: number): Promise<Round> =>
      measureRound({
        ...{ what: 'product', orders: count, concurrency, pids, database },
        live: ({ lane, index }) => liveOrder({ lane: people.lanes[lane]!, people, phones, index }),
        settled: () => relayed(database),
        eventsOf: (orderId) => eventsOf(workflowIdOf(orderId)),
      });
    // An instance runs for months: a whole round warms up compilers and caches before anything is measured.
    say('warming up');
    await bare('warm', orders);
    if (floor) await onFloor('warm', orders);
    await product(orders);
    const rounds: Round[] = [];
    for (let n = 0; n < values.rounds; n += 1) {
      for (const round of [
        () => bare(String(n), orders),
        ...(floor ? [() => onFloor(String(n), orders)] : []),
        () => product(orders),
      ]) {
        await sleep(REST_MS);
        rounds.push(await round());
        print({ bench: 'orders', round: n + 1, ...rounds.at(-1) });
      }
    }
    people.leave();
    const total = totals(rounds, values.ratio, shape.events, await renderingMs(database));
    print(total);
    return total.ok;
  } finally {
    for (const child of [bareWorker, floor?.worker, floor?.api]) child?.kill('SIGTERM');
    if (floor) await database.query(DROP_FLOOR).catch(() => undefined);
    await phones.end();
    await client.connection.close();
    await close();
  }
}

function totals(rounds: Round[], wanted: number, recordedEvents: number, pdfMs: number) {
  const of = (what: Round['what']) => rounds.filter((round) => round.what === what);
  const mean = (list: Round[], figure: (round: Round) => number) =>
    list.reduce((sum, round) => sum + figure(round), 0) / list.length;
  const two = (value: number) => Math.round(value * 100) / 100;
  const ratio = mean(of('product'), (r) => r.ordersPerSecond) / mean(of('bare'), (r) => r.ordersPerSecond);
  const cpu = (what: Round['what']) => mean(of(what), (r) => r.cpuMsPerOrderAll);
  return {
    bench: 'orders',
    ok: ratio >= wanted,
    ratio: two(ratio),
    wanted,
    ...(of('floor').length > 0 && {
      /** The same of the floor: the best ratio the product could reach. */
      floorRatio: two(
        mean(of('floor'), (r) => r.ordersPerSecond) / mean(of('bare'), (r) => r.ordersPerSecond),
      ),
      floorCpuMsPerOrder: Math.round(cpu('floor')),
    }),
    bareOrdersPerSecond: two(mean(of('bare'), (r) => r.ordersPerSecond)),
    productOrdersPerSecond: two(mean(of('product'), (r) => r.ordersPerSecond)),
    bareCpuMsPerOrder: Math.round(cpu('bare')),
    productCpuMsPerOrder: Math.round(cpu('product')),
    /** The ratio if only processor time counted. */
    cpuRatio: two(cpu('bare') / cpu('product')),
    /** Part of the product's processor time, once an order, and the same ratio without it. */
    pdfRenderingMs: pdfMs,
    cpuRatioWithoutPdf: two(cpu('bare') / (cpu('product') - pdfMs)),
    recordedEvents,
    load: os.loadavg().map((load) => Number(load.toFixed(1))),
    cores: os.availableParallelism(),
  };
}

/** Uses the same Node as the product's processes. */
function spawnBeside(input: { node: string; entry: string; env: Record<string, string> }): ChildProcess {
  const file = inProject(`scripts/prove/bench/orders/${input.entry}.ts`);
  return spawn(input.node, [...typescriptFlags(input.node), file], {
    cwd: inProject('.'),
    env: { ...process.env, ...input.env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** The processes of the floor, ready. */
async function openFloor(input: { node: string; env: Record<string, string> }) {
  const worker = spawnBeside({
    node: input.node,
    entry: 'bare-worker',
    env: { ...input.env, BARE_KIND: 'floor' },
  });
  const api = spawnBeside({ node: input.node, entry: 'floor-api', env: input.env });
  const [[port]] = await Promise.all([once(api, 'message'), once(worker, 'message')]);
  return { worker, api, url: `http://127.0.0.1:${port}` };
}

/** Notices are sent a moment later; they belong to their orders. */
async function relayed(database: pg.Client): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    const { rows } = await database.query(
      `SELECT 1 FROM delivery WHERE status = 'waiting' AND next_at <= now() LIMIT 1`,
    );
    if (rows.length === 0) return;
    await new Promise((done) => setTimeout(done, 100));
  }
}
