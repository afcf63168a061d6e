import os from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import pg from 'pg';
import { createClient } from '#contracts/client.ts';
import { TASK_QUEUE } from '#contracts/names.ts';
import { openDatabase } from '#platform/database.ts';
import { readEnv } from '#platform/env.ts';
import { connectClient } from '#platform/temporal.ts';
import { defineTool } from '../frame/tool.ts';
import { openCast } from '../simulate/people.ts';
import { seeded, shuffled } from '../simulate/seeded.ts';
import { type Instance, openInstance, TEMPORAL } from './measured-instance.ts';
import { gatherPeople } from './orders/gather-people.ts';
import { percentile } from './percentile.ts';
import { memoryOf } from './waiting/memory-of.ts';
import { openOrders } from './waiting/open-orders.ts';

export const benchWaiting = defineTool({
  about: 'many open orders that wait, and how fast an order reacts that is not in the cache of the worker',
  options: {
    orders: { kind: 'wholes', help: 'open at the same time, growing', default: [2_000, 20_000] },
    asked: {
      kind: 'whole',
      help: 'of them get a message after the worker was restarted',
      default: 200,
      atLeast: 1,
    },
    growth: {
      kind: 'decimal',
      help: "per cent that the worker's memory, when busy, may grow from the first to the last number",
      default: 10,
    },
    p99: {
      kind: 'decimal',
      help: 'milliseconds that the first reaction of 99 of 100 uncached orders may take',
      default: 2000,
    },
    ...TEMPORAL,
  },
  notes: `The rows of the orders are copies of one and their workflows are started directly; everything else is the product.
One JSON line for each number, and a last one. Exit code 1 when a figure is missed.`,
  run: ({ values, say, print }) => measure(values, say, print),
});

async function measure(
  values: { orders: number[]; asked: number; growth: number; p99: number; temporal: 'dev' | 'cluster' },
  say: (line: string) => void,
  print: (result: object) => void,
): Promise<boolean> {
  say('starting the whole system');
  const instance = await openInstance(values);
  const owner = new pg.Client({ connectionString: instance.ownerUrl ?? instance.databaseUrl });
  const database = openDatabase({ url: instance.databaseUrl, component: 'bench' });
  const temporalEnv = { TEMPORAL_ADDRESS: instance.temporalAddress ?? '' };
  const client = await connectClient(readEnv({ process: 'temporal', source: temporalEnv }));
  try {
    await owner.connect();
    const { template, ops } = await placeTemplate(instance.url);
    const open: string[] = [];
    const memory: Memory[] = [];
    for (const size of values.orders) {
      say(`opening orders until ${size} wait`);
      const startedAt = performance.now();
      const watched = watchMemory(() => instance.pidsNow!().worker!);
      open.push(...(await openOrders({ owner, database, client, template, from: open.length, to: size })));
      await allWait(owner, size);
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      await sleep(RESTS_MS);
      memory.push(watched.end());
      print({ bench: 'waiting', open: size, seconds, workerMemoryMb: memory.at(-1) });
    }
    say('starting the worker again, then telling cold orders something');
    const workerBackMs = await restartWorker(instance, client);
    const growth = Math.round(((memory.at(-1)!.busy - memory[0]!.busy) / memory[0]!.busy) * 1000) / 10;
    const chosen = shuffled(open, seeded(1)).slice(0, values.asked);
    const took = await react({ url: instance.url, token: ops.token, orderIds: chosen });
    const p99Ms = percentile(took, 0.99);
    const ok = growth <= values.growth && p99Ms < values.p99;
    const figures = {
      ...{ bench: 'waiting', ok, open: open.length, workerMemoryMb: memory, growthPercent: growth },
      workerBackMs,
      coldReaction: { asked: took.length, p50Ms: percentile(took, 0.5), p99Ms, maxMs: percentile(took, 1) },
      load: os.loadavg().map((load) => Number(load.toFixed(1))),
    };
    print(figures);
    return ok;
  } finally {
    await owner.end();
    await database.close();
    await client.connection.close();
    await instance.stop();
  }
}

/**
 * Megabytes: the maximum while orders are opened, which a machine must have, and the value while they only wait. The
 * second depends on V8, which may collect garbage at once or only when it needs memory.
 */
interface Memory {
  busy: number;
  atRest: number;
}

const RESTS_MS = 15_000;

function watchMemory(pidNow: () => number): { end(): Memory } {
  let busy = 0;
  const sampler = setInterval(() => {
    busy = Math.max(busy, memoryOf(pidNow()));
  }, 1_000);
  return {
    end: () => {
      clearInterval(sampler);
      const atRest = memoryOf(pidNow());
      return { busy: Math.max(busy, atRest), atRest };
    },
  };
}

/** An incomplete inquiry by telephone: it waits for an agent for a day. */
async function placeTemplate(url: string) {
  const { lanes, leave } = await gatherPeople({ url, lanes: 1, helpers: false });
  leave();
  const { customer, addressId } = lanes[0]!;
  const ops = await (await openCast({ url })).staff('ops');
  const start = Date.now() + 5 * 86_400_000;
  const { orderId } = await ops.call('placeOrder', {
    body: {
      ...{ serviceCode: 'dailyCleaning', addressId, quantity: 2, onBehalfOf: customer.me.id },
      incomplete: true,
      windowStart: new Date(start).toISOString(),
      windowEnd: new Date(start + 30 * 3_600_000).toISOString(),
    },
  });
  return { template: orderId, ops };
}

async function allWait(owner: pg.Client, size: number): Promise<void> {
  for (const until = Date.now() + 600_000; Date.now() < until; await sleep(500)) {
    const { rows } = await owner.query<{ n: string }>(
      `SELECT count(*) AS n FROM "order" WHERE id LIKE 'JZ260101-%' AND version >= 1`,
    );
    if (Number(rows[0]!.n) >= size) return;
  }
  throw new Error(`Not all of ${size} orders came to wait within ten minutes`);
}

/** Milliseconds until a new worker process polls. */
async function restartWorker(instance: Instance, client: Client): Promise<number> {
  const before = instance.pidsNow!().worker!;
  const from = performance.now();
  process.kill(before, 'SIGTERM');
  for (const until = Date.now() + 120_000; ; await sleep(100)) {
    const now = instance.pidsNow!().worker;
    const { pollers } = await client.workflowService.describeTaskQueue({
      namespace: client.options.namespace,
      taskQueue: { name: TASK_QUEUE },
      taskQueueType: 1,
    });
    const polls = pollers?.some(({ identity }) => identity?.startsWith(`${now}@`));
    if (now && now !== before && polls) return Math.round(performance.now() - from);
    if (Date.now() > until) throw new Error('The worker did not come back');
  }
}

/** Ops extend deadlines, a few a second, each of an order that the new worker has not cached. */
async function react(input: { url: string; token: () => string | null; orderIds: string[] }) {
  // Like a screen: repeats with the same key, and all of that time counts.
  const call = createClient({ baseUrl: input.url, token: input.token, patienceMs: 60_000 });
  return Promise.all(
    input.orderIds.map(async (orderId, n) => {
      await sleep(n * 100);
      const from = performance.now();
      await call('extendDeadline', { params: { orderId }, body: { minutes: 30, reason: 'customerCalled' } });
      return performance.now() - from;
    }),
  );
}
