import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Call } from '#contracts/client.ts';
import { defineTool } from '../frame/tool.ts';
import type { Person } from '../simulate/people.ts';
import { type CpuSeconds, cpuByProcess } from './cpu-by-process.ts';
import { INSTANCE, openMeasured, TEMPORAL } from './measured-instance.ts';
import { gatherPeople, type Lane, type People } from './orders/gather-people.ts';
import { liveOrder } from './orders/live-order.ts';

/** By then the worker's activities, the live events and the relay have finished. */
const SETTLES_MS = 80;
const RESTS_MS = 6_000;
const PARTS = {
  api: 'api',
  worker: 'worker',
  'postgres: anjia': 'pgAnjia',
  temporal: 'temporal',
  'postgres: temporal': 'pgTemporal',
  'postgres: visibility': 'pgVisibility',
} as const;

interface Step {
  calls: number;
  wallMs: number;
  seconds: CpuSeconds;
}

/** Without load, so that the work of each process can be assigned to a request. */
export const benchSteps = defineTool({
  about: 'which request costs which process how much, one order after the other',
  options: {
    orders: { kind: 'whole', help: 'that count', default: 40, atLeast: 1 },
    warm: { kind: 'whole', help: 'before them, eight at a time', default: 200 },
    ...TEMPORAL,
    ...INSTANCE,
  },
  notes:
    'Processor milliseconds an order, without what the instance uses at rest. Linux.\nWith --json one line for each request and one for all, instead of a table.',
  run: ({ values, json, print }) => measure(values, json, print),
});

async function measure(
  values: { orders: number; warm: number; temporal: 'dev' | 'cluster'; instance: string | undefined },
  json: boolean,
  print: (result: object) => void,
): Promise<boolean> {
  const { instance, close } = await openMeasured(values);
  const { url, databaseUrl, pids = {} } = instance;
  const phones = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  try {
    const people = await gatherPeople({ url, lanes: 8 });
    let index = 0;
    await Promise.all(
      people.lanes.map(async (lane) => {
        while (index < values.warm) await liveOrder({ lane, people, phones, index: index++ });
      }),
    );
    await sleep(RESTS_MS);
    const clock = cpuByProcess(pids);
    const rest = await restOf(clock);
    const steps = new Map<string, Step>();
    const watched = watch({ steps, clock, rest, lane: people.lanes[0]!, people });
    const { orders } = values;
    for (let n = 0; n < orders; n += 1) await liveOrder({ ...watched, phones, index: index++ });
    people.leave();
    report({ steps, orders, json, print });
    return true;
  } finally {
    await phones.end();
    await close();
  }
}

/** The processor time of each part while idle: seconds for each millisecond. */
async function restOf(clock: () => CpuSeconds): Promise<CpuSeconds> {
  const before = clock();
  const from = performance.now();
  await sleep(RESTS_MS);
  const after = clock();
  const ms = performance.now() - from;
  return Object.fromEntries(
    Object.entries(after).map(([part, seconds]) => [part, (seconds - (before[part] ?? 0)) / ms]),
  );
}

/** The same people; each call waits until its work is over, which is recorded with it. */
function watch(input: {
  steps: Map<string, Step>;
  clock: () => CpuSeconds;
  rest: CpuSeconds;
  lane: Lane;
  people: People;
}): { lane: Lane; people: People } {
  const { steps, clock, rest, lane, people } = input;
  const around = (call: Call): Call =>
    (async (name: string, request: never) => {
      const before = clock();
      const from = performance.now();
      const answer = await (call as (name: string, request: never) => Promise<unknown>)(name, request);
      const wallMs = performance.now() - from;
      await sleep(SETTLES_MS);
      const after = clock();
      const allMs = performance.now() - from;
      const step = steps.get(name) ?? { calls: 0, wallMs: 0, seconds: {} };
      step.calls += 1;
      step.wallMs += wallMs;
      for (const part of Object.keys(PARTS)) {
        const used = (after[part] ?? 0) - (before[part] ?? 0) - (rest[part] ?? 0) * allMs;
        step.seconds[part] = (step.seconds[part] ?? 0) + used;
      }
      steps.set(name, step);
      return answer;
    }) as Call;
  const withWatch = (person: Person): Person => ({ ...person, call: around(person.call) });
  return {
    lane: { ...lane, customer: withWatch(lane.customer) },
    people: { ...people, helper: (id) => withWatch(people.helper(id)) },
  };
}

function report(input: {
  steps: Map<string, Step>;
  orders: number;
  json: boolean;
  print(result: object): void;
}): void {
  const { steps, orders } = input;
  const one = (value: number) => Math.round(value * 10) / 10;
  const row = (step: string, calls: number, wallMs: number, secondsOf: (part: string) => number) => {
    const ms = Object.entries(PARTS).map(
      ([part, name]) => [name, (secondsOf(part) * 1000) / orders] as const,
    );
    return {
      step,
      callsPerOrder: one(calls / orders),
      wallMs: one(wallMs / calls),
      ...Object.fromEntries(ms.map(([name, value]) => [name, one(value)])),
      all: one(ms.reduce((sum, [, value]) => sum + value, 0)),
    };
  };
  const all = [...steps.values()];
  const rows = [
    ...[...steps].map(([name, { calls, wallMs, seconds }]) =>
      row(name, calls, wallMs, (part) => seconds[part] ?? 0),
    ),
    row(
      'all',
      all.reduce((sum, { calls }) => sum + calls, 0),
      all.reduce((sum, { wallMs }) => sum + wallMs, 0),
      (part) => all.reduce((sum, { seconds }) => sum + (seconds[part] ?? 0), 0),
    ),
  ];
  if (!input.json) console.table(rows);
  else for (const line of rows) input.print({ bench: 'steps', ...line });
}
