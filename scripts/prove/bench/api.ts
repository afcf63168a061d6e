import os from 'node:os';
import { CallRefused } from '#contracts/client.ts';
import { defineTool } from '../frame/tool.ts';
import { seeded } from '../simulate/seeded.ts';
import { gatherCrowd } from './api/gather-crowd.ts';
import { type Crowd, KINDS, type Kind } from './api/kinds.ts';
import { cpuByProcess, difference } from './cpu-by-process.ts';
import { openMeasured, TEMPORAL } from './measured-instance.ts';
import { percentile } from './percentile.ts';

/** A constant rate of requests, not a queue of clients: slow answers do not delay the next request. */
export const benchApi = defineTool({
  about: 'mixed requests of all roles at a steady rate',
  options: {
    rate: {
      kind: 'whole',
      help: 'requests a second, sent on time whether or not earlier ones are answered',
      default: 50,
      atLeast: 1,
    },
    seconds: { kind: 'whole', help: 'how long', default: 120, atLeast: 1 },
    p99: {
      kind: 'decimal',
      help: 'milliseconds that 99 of 100 requests may take at most, counted from when they were due',
      default: 300,
    },
    ...TEMPORAL,
  },
  notes: 'The last line is JSON. Exit code 1 when the figure is missed or any request failed.',
  run: ({ values, say, print }) => measure(values, say, print),
});

async function measure(
  values: { rate: number; seconds: number; p99: number; temporal: 'dev' | 'cluster' },
  say: (line: string) => void,
  print: (result: object) => void,
): Promise<boolean> {
  const { rate } = values;
  const count = rate * values.seconds;
  say('starting the whole system');
  const { instance, close } = await openMeasured(values);
  try {
    say('people sign in and live a few orders');
    const crowd = await gatherCrowd(instance);
    const draw = seeded(1);
    // Warm-up: compilers, plans, pools.
    await stream({ crowd, rate: Math.min(rate, 20), count: Math.min(count, 200), draw });
    say(`${count} requests, ${rate} a second`);
    const { postgres, temporal, worker, api } = instance.pids ?? {};
    const cpuNow = cpuByProcess({ postgres, temporal, worker, api });
    const before = cpuNow();
    const { took, errors } = await stream({ crowd, rate, count, draw });
    const cpu = difference(cpuNow(), before);
    crowd.people.leave();
    const all = Object.values(took).flat();
    const failed = Object.values(errors).reduce((sum, n) => sum + n, 0);
    const p99Ms = percentile(all, 0.99);
    const ok = failed === 0 && p99Ms < values.p99;
    const figures = {
      ...{ bench: 'api', ok, rate, requests: count, errors: failed, failures: errors },
      ...{ p50Ms: percentile(all, 0.5), p99Ms, maxMs: percentile(all, 1) },
      writes: Object.entries(took)
        .filter(([name]) => 'write' in KINDS[name as keyof typeof KINDS])
        .reduce((sum, [, list]) => sum + list.length, 0),
      p99MsByKind: Object.fromEntries(
        Object.entries(took).map(([name, list]) => [name, percentile(list, 0.99)]),
      ),
      cpuMsPerRequest: Object.fromEntries(
        Object.entries(cpu).map(([name, seconds]) => [name, Math.round((seconds * 10_000) / count) / 10]),
      ),
      load: os.loadavg().map((load) => Number(load.toFixed(1))),
    };
    print(figures);
    return ok;
  } finally {
    await close();
  }
}

async function stream(input: { crowd: Crowd; rate: number; count: number; draw: () => number }) {
  const { crowd, rate, count, draw } = input;
  const took: Record<string, number[]> = {};
  const errors: Record<string, number> = {};
  const begin = performance.now() + 100;
  await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const name = drawKind(draw);
      const due = begin + (n * 1000) / rate;
      await new Promise((done) => setTimeout(done, due - performance.now()));
      try {
        await (KINDS[name] as Kind).send(crowd, draw);
      } catch (error) {
        const why = error instanceof CallRefused ? `${error.status} ${error.code}` : String(error);
        errors[`${name}: ${why}`] = (errors[`${name}: ${why}`] ?? 0) + 1;
      }
      took[name] = [...(took[name] ?? []), performance.now() - due];
    }),
  );
  return { took, errors };
}

function drawKind(draw: () => number): keyof typeof KINDS {
  const kinds = Object.entries(KINDS) as [keyof typeof KINDS, Kind][];
  let left = draw() * kinds.reduce((sum, [, { weight }]) => sum + weight, 0);
  for (const [name, { weight }] of kinds) {
    left -= weight;
    if (left < 0) return name;
  }
  return kinds[0]![0];
}
