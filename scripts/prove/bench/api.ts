import os from 'node:os';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { CallRefused } from '#contracts/client.ts';
import { seeded } from '../simulate/seeded.ts';
import { gatherCrowd } from './api/gather-crowd.ts';
import { type Crowd, KINDS, type Kind } from './api/kinds.ts';
import { cpuByProcess, difference } from './cpu-by-process.ts';
import { percentile } from './percentile.ts';
import { openInstance, visitsOnAnyDay } from './storm/open-instance.ts';

const HELP = `npm run bench -- api [options]: mixed requests of all roles at a steady rate
  --rate 50           requests a second, sent on time whether or not earlier ones are answered
  --seconds 120
  --p99 300           milliseconds that 99 of 100 requests may take at most, counted from when they were due
  --temporal cluster  or dev: the development server
  --json              no progress
The last line is JSON. Exit code 1 when the figure is missed or any request failed.`;

/** A steady stream of what people ask for, not a queue of clients: slow answers do not slow the next request down. */
export async function benchApi(args: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      rate: { type: 'string', default: '50' },
      seconds: { type: 'string', default: '120' },
      p99: { type: 'string', default: '300' },
      temporal: { type: 'string', default: 'cluster' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return true;
  }
  const rate = Number(values.rate);
  const count = Math.round(rate * Number(values.seconds));
  const say = (line: string) => {
    if (!values.json) console.error(line);
  };
  say('starting the whole system');
  const instance = await openInstance({ temporal: values.temporal === 'dev' ? 'dev' : 'cluster' });
  const database = new pg.Client({ connectionString: instance.ownerUrl ?? instance.databaseUrl });
  try {
    await database.connect();
    await visitsOnAnyDay(database);
    say('people sign in and live a few orders');
    const crowd = await gatherCrowd(instance);
    const draw = seeded(1);
    // Warm: compilers, plans, pools.
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
    const ok = failed === 0 && p99Ms < Number(values.p99);
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
    console.log(JSON.stringify(figures));
    return ok;
  } finally {
    await database.end();
    await instance.stop();
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
