import os from 'node:os';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { demoId } from '#prisma/seed/people.ts';
import { type Asked, ask } from './storm/ask.ts';
import { cpuOf, type Program } from './storm/cpu-of.ts';
import { gatherCrowd } from './storm/crowd.ts';
import { type House, openHouse } from './storm/open-house.ts';
import {
  choosePath,
  crossedPath,
  dispatchPath,
  namePath,
  type Path,
  type Request,
  reschedulePath,
} from './storm/paths.ts';
import { prepareCity } from './storm/prepare-city.ts';
import { deadlocksOf, doubleBooked, holdersOf } from './storm/watch.ts';

const HELP = `npm run bench -- storm [options]: everybody wants the same helper at the same moment, over the HTTP API
  --rounds 5        how often in each path (the full figure: 50)
  --parallel 200    how many requests at once
  --paths a,b       only these of choose, dispatch, name, reschedule, crossed
  --p99 2000        milliseconds that the slowest of a hundred may take
  --url, --database-url   a development system that runs already; else one of its own is started
  --json            only the JSON lines`;

const PATHS = {
  choose: choosePath,
  dispatch: dispatchPath,
  name: namePath,
  reschedule: reschedulePath,
  crossed: crossedPath,
};

/** Its own house, a crowd of customers, then each path in turn; one JSON line for each. */
export async function benchStorm(args: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '5' },
      parallel: { type: 'string', default: '200' },
      paths: { type: 'string', default: Object.keys(PATHS).join(',') },
      p99: { type: 'string', default: '2000' },
      url: { type: 'string' },
      'database-url': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return true;
  }
  const parallel = Number(values.parallel);
  const say = (line: string) => {
    if (!values.json) console.error(line);
  };
  const { url, 'database-url': databaseUrl } = values;
  const house: House =
    url && databaseUrl ? { url, databaseUrl, stop: async () => undefined } : await openHouse();
  const database = new pg.Client({ connectionString: house.databaseUrl });
  try {
    await database.connect();
    await prepareCity(database, Math.ceil(parallel / 20));
    const crowd = await gatherCrowd({ url: house.url, customers: Math.min(parallel, 50) });
    let ok = true;
    for (const name of values.paths.split(',') as (keyof typeof PATHS)[]) {
      const helperIds = [100, 101, 102].map((n) => demoId(`helper/${n}`));
      say(`${name}: preparing the orders of ${parallel} requests a round`);
      const preparedAt = Date.now();
      const path = await PATHS[name]({ crowd, parallel, rounds: Number(values.rounds), helperIds });
      say(`${name}: ready after ${Math.round((Date.now() - preparedAt) / 1000)} s`);
      const figures = await blow({
        house,
        database,
        path,
        rounds: Number(values.rounds),
        p99: Number(values.p99),
      });
      console.log(JSON.stringify(figures));
      ok &&= figures.ok;
    }
    return ok;
  } finally {
    await database.end();
    await house.stop();
  }
}

async function blow(input: {
  house: Pick<House, 'url' | 'pids'>;
  database: pg.Client;
  path: Path;
  rounds: number;
  p99: number;
}) {
  const { house, database, path, rounds } = input;
  const before = await deadlocksOf(database);
  const all: Asked[] = [];
  const cpu: Record<string, number> = {};
  const problems = new Set<string>();
  for (let n = 0; n < rounds; n += 1) {
    const requests = await path.round(n);
    const usedBefore = house.pids ? cpuOf(house.pids) : null;
    const answers = await Promise.all(
      requests.map((request: Request) => ask({ url: house.url, ...request })),
    );
    const used = house.pids ? cpuOf(house.pids) : null;
    for (const program of usedBefore && used ? (Object.keys(used) as Program[]) : [])
      cpu[program] = (cpu[program] ?? 0) + used![program] - usedBefore![program];
    all.push(...answers);
    for (const problem of await problemsOf(database, path, requests, answers))
      problems.add(`round ${n + 1}: ${problem}`);
    await path.after(requests);
  }
  const deadlocks = (await deadlocksOf(database)) - before;
  const times = all.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))]!);
  const codes: Record<string, number> = {};
  for (const { status, code } of all) codes[`${status} ${code}`] = (codes[`${status} ${code}`] ?? 0) + 1;
  const ok = problems.size === 0 && deadlocks === 0 && at(0.99) < input.p99;
  return {
    ...{ bench: 'storm', path: path.name, ok, rounds, requests: all.length, codes, deadlocks },
    ...{ p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1), problems: [...problems].slice(0, 10) },
    cpuMsPerRequest: perRequest(cpu, all.length),
    load: os.loadavg().map((load) => Number(load.toFixed(1))),
  };
}

const perRequest = (cpu: Record<string, number>, requests: number): Record<string, number> =>
  Object.fromEntries(
    Object.entries(cpu).map(([program, s]) => [program, Math.round((s * 10_000) / requests) / 10]),
  );

/** What must not be in any round, whatever the time it took. */
async function problemsOf(
  database: pg.Client,
  path: Path,
  requests: Request[],
  answers: Asked[],
): Promise<string[]> {
  const problems: string[] = [];
  const winners = answers.filter(({ status }) => status === 200);
  if (path.oneWinner && winners.length !== 1) problems.push(`${winners.length} winners`);
  for (const { status, code, alternatives } of answers) {
    if (status === 0 || status >= 500) problems.push(`${status} ${code}`);
    else if (status !== 200 && status !== 409) problems.push(`${status} ${code}`);
    else if (code === 'HelperTaken' && !alternatives) problems.push('a refusal without alternatives');
  }
  const twice = await doubleBooked(database);
  if (twice > 0) problems.push(`${twice} bookings overlap`);
  const orderIds = requests.map(({ orderId }) => orderId);
  for (const helperId of path.helperIds) {
    const holders = await holdersOf(database, helperId, orderIds);
    if (path.name !== 'reschedule' && holders > 1) problems.push(`${holders} orders hold helper ${helperId}`);
  }
  return problems;
}
