import os from 'node:os';
import pg from 'pg';
import { demoId } from '#prisma/seed/demo-people.ts';
import { defineTool } from '../frame/tool.ts';
import { type CpuSeconds, cpuByProcess, difference } from './cpu-by-process.ts';
import { type Instance, openInstance } from './measured-instance.ts';
import { percentile } from './percentile.ts';
import { type Asked, ask } from './storm/ask.ts';
import { gatherRivals } from './storm/crowd.ts';
import { moreApis } from './storm/more-apis.ts';
import { namePath } from './storm/name-path.ts';
import type { Path, Request, Storm } from './storm/path.ts';
import { prepareCity } from './storm/prepare-city.ts';
import { reschedulePath } from './storm/reschedule-path.ts';
import { choosePath, crossedPath, dispatchPath, replacementPath } from './storm/shortlist-paths.ts';
import { deadlocksOf, doubleBooked, holdersOf, isOnShortlist } from './storm/watch.ts';

const PATHS = {
  choose: choosePath,
  dispatch: dispatchPath,
  replacement: replacementPath,
  reschedule: reschedulePath,
  crossed: crossedPath,
  name: namePath,
} satisfies Record<string, (storm: Storm) => Promise<Path>>;
type PathName = keyof typeof PATHS;
const PATH_NAMES = Object.keys(PATHS) as PathName[];

/** Starts an instance, signs customers in, then runs each path in turn; one JSON line for each. */
export const benchStorm = defineTool({
  about: 'everybody wants the same helper at the same moment, over the HTTP API',
  options: {
    rounds: {
      kind: 'whole',
      help: 'how often in each path (the full figure: 50); of "name" a fifth',
      default: 5,
      atLeast: 1,
    },
    parallel: { kind: 'whole', help: 'how many requests at once', default: 200, atLeast: 1 },
    paths: {
      kind: 'list',
      help: `only these of ${PATH_NAMES.join(', ')}`,
      default: PATH_NAMES,
      oneOf: PATH_NAMES,
    },
    p99: {
      kind: 'decimal',
      help: 'milliseconds that the slowest of a hundred bookings may take',
      default: 2000,
    },
    'api-processes': {
      kind: 'whole',
      help: 'over how many API processes the requests are spread',
      default: 2,
      atLeast: 1,
    },
    url: { kind: 'text', help: 'of a development instance that runs already; with --database-url' },
    'database-url': { kind: 'text', help: 'of the same instance' },
  },
  notes: 'One JSON line for each path.',
  run: ({ values, say, print }) => runPaths(values, say, print),
});

async function runPaths(
  values: {
    rounds: number;
    parallel: number;
    paths: PathName[];
    p99: number;
    'api-processes': number;
    url: string | undefined;
    'database-url': string | undefined;
  },
  say: (line: string) => void,
  print: (result: object) => void,
): Promise<boolean> {
  const { parallel, p99, url, 'database-url': databaseUrl } = values;
  const isOurs = !(url && databaseUrl);
  const instance: Instance = isOurs
    ? await openInstance()
    : { url, databaseUrl, stop: async () => undefined };
  const database = new pg.Client({ connectionString: instance.databaseUrl });
  let more: Awaited<ReturnType<typeof moreApis>> | undefined;
  try {
    await database.connect();
    if (isOurs) more = await moreApis(instance, values['api-processes'] - 1);
    const urls = [instance.url, ...(more?.urls ?? [])];
    const helperIds = Array.from({ length: 8 }, (_, n) => demoId(`helper/${100 + n}`));
    await prepareCity(database, { copies: Math.ceil(parallel / 20), helperIds });
    const crowd = await gatherRivals({ url: instance.url, customers: Math.min(parallel, 50) });
    let ok = true;
    for (const name of values.paths) {
      const rounds = name === 'name' ? Math.ceil(values.rounds / 5) : values.rounds;
      say(`${name}: preparing the orders of ${parallel} requests a round`);
      const preparedAt = Date.now();
      const path = await PATHS[name]({ crowd, database, parallel, rounds, helperIds });
      say(`${name}: ready after ${Math.round((Date.now() - preparedAt) / 1000)} s`);
      const figures = await blow({
        instance,
        urls,
        more: more?.pids ?? [],
        database,
        path,
        rounds,
        p99,
      });
      print(figures);
      ok &&= figures.ok;
    }
    return ok;
  } finally {
    await database.end();
    await more?.stop();
    await instance.stop();
  }
}

async function blow(input: {
  instance: Pick<Instance, 'pids'>;
  urls: string[];
  more: number[];
  database: pg.Client;
  path: Path;
  rounds: number;
  p99: number;
}) {
  const { instance, urls, database, path, rounds } = input;
  const deadlocksBefore = await deadlocksOf(database);
  const all: { request: Request; answer: Asked }[] = [];
  const cpu: CpuSeconds = {};
  const cpuNow = cpuOf(instance, input.more);
  const problems = new Set<string>();
  const slowest: number[] = [];
  for (let n = 0; n < rounds; n += 1) {
    const requests = await path.round(n);
    const before = cpuNow();
    const answers = await Promise.all(
      requests.map((request, i) => ask({ url: urls[i % urls.length]!, ...request })),
    );
    for (const [name, seconds] of Object.entries(difference(cpuNow(), before))) {
      const program = programOf(name);
      cpu[program] = (cpu[program] ?? 0) + seconds;
    }
    const round = requests.map((request, i) => ({ request, answer: answers[i]! }));
    all.push(...round);
    slowest.push(p99Of(round.filter(({ request }) => !request.search)));
    for (const problem of await problemsOf(database, path, requests, answers))
      problems.add(`round ${n + 1}: ${problem}`);
    await path.after(requests, answers);
  }
  const deadlocks = (await deadlocksOf(database)) - deadlocksBefore;
  const booking = all.filter(({ request }) => !request.search);
  const searches = all.filter(({ request }) => request.search);
  const codes: Record<string, number> = {};
  for (const { answer } of all) {
    const code = `${answer.status} ${answer.code}`;
    codes[code] = (codes[code] ?? 0) + 1;
  }
  const ok = problems.size === 0 && deadlocks === 0 && p99Of(booking) < input.p99;
  return {
    ...{
      bench: 'storm',
      path: path.name,
      ok,
      rounds,
      requests: all.length,
      apiProcesses: urls.length,
      codes,
    },
    ...{ deadlocks, p50Ms: shareOf(booking, 0.5), p99Ms: p99Of(booking), maxMs: shareOf(booking, 1) },
    p99OfSlowestRoundMs: Math.max(0, ...slowest),
    ...(searches.length ? { searches: { requests: searches.length, p99Ms: p99Of(searches) } } : {}),
    problems: [...problems].slice(0, 10),
    cpuMsPerRequest: perRequest(cpu, all.length),
    load: os.loadavg().map((load) => Number(load.toFixed(1))),
  };
}

type Answered = { answer: Asked };
const shareOf = (answered: Answered[], share: number): number =>
  percentile(
    answered.map(({ answer }) => answer.ms),
    share,
  );
const p99Of = (answered: Answered[]): number => shareOf(answered, 0.99);

/** The processes of an instance that somebody else started are unknown. */
function cpuOf({ pids = {} }: Pick<Instance, 'pids'>, more: number[]): () => CpuSeconds {
  const { api, worker, temporal, postgres } = pids;
  const moreApis = Object.fromEntries(more.map((pid, n) => [`api ${n + 2}`, pid]));
  return cpuByProcess({ api, ...moreApis, worker, temporal, postgres });
}
/** "api" of "api 2", "postgres" of "postgres: anjia". */
const programOf = (name: string): string => /^\w+/.exec(name)?.[0] ?? name;

const perRequest = (cpu: CpuSeconds, requests: number): Record<string, number> =>
  Object.fromEntries(
    Object.entries(cpu).map(([program, s]) => [program, Math.round((s * 10_000) / requests) / 10]),
  );

/** Violations that must not occur in any round. */
async function problemsOf(
  database: pg.Client,
  path: Path,
  requests: Request[],
  answers: Asked[],
): Promise<string[]> {
  const problems: string[] = [];
  const bookings = answers.filter((_, n) => !requests[n]!.search);
  const winners = bookings.filter(({ status }) => status === 200).length;
  if (path.winners === 'one' && winners !== 1) problems.push(`${winners} winners`);
  if (path.winners === 'oneEach' && (winners < 1 || winners > path.helperIds.length))
    problems.push(`${winners} winners for ${path.helperIds.length} helpers`);
  for (const [n, { status, code, alternatives }] of answers.entries()) {
    if (status === 200) continue;
    // Beside searches an order may have started another round by itself: then the answer must be true.
    if (path.winners === 'oneEach' && code === 'ShortlistChanged') {
      if (await isOnShortlist(database, requests[n]!))
        problems.push(`${status} ${code} of somebody who is on it`);
    } else if (requests[n]!.search || status !== 409 || code !== 'HelperTaken')
      problems.push(`${status} ${code}`);
    else if (!alternatives?.length) problems.push('a refusal without alternatives');
  }
  const twice = await doubleBooked(database);
  if (twice > 0) problems.push(`${twice} bookings overlap`);
  if (path.name === 'reschedule') return problems;
  const orderIds = requests.map(({ orderId }) => orderId);
  for (const helperId of path.helperIds) {
    const holders = await holdersOf(database, helperId, orderIds);
    if (holders > 1) problems.push(`${holders} orders hold helper ${helperId}`);
  }
  return problems;
}
