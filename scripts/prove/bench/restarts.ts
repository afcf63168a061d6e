import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { createClient } from '#contracts/client.ts';
import { defineTool } from '../frame/tool.ts';
import { openCast, PATIENCE_MS } from '../simulate/people.ts';
import { planOrders } from '../simulate/plan.ts';
import { runLives } from '../simulate/run.ts';
import { openInstance } from './measured-instance.ts';
import { countRequests } from './restarts/count-requests.ts';
import { repeatedActivities } from './restarts/repeated-activities.ts';

interface State {
  rolls: number;
  pids: Record<'supervisor' | 'api' | 'worker', number>;
}

/** Rolling restarts under load: no request fails, and no activity is repeated because of them. */
export const benchRestarts = defineTool({
  about: 'API and worker are replaced again and again while orders are lived',
  options: {
    restarts: { kind: 'whole', help: 'how often', default: 20, atLeast: 1 },
    concurrency: { kind: 'whole', help: 'orders at a time', default: 4, atLeast: 1 },
    seed: { kind: 'whole', help: 'the same seed plans the same orders', default: 1 },
    kill: { kind: 'flag', help: 'the negative control: kill -9 instead of a rolling restart; must fail' },
  },
  run: ({ values, say, print }) => restartOften(values, say, print),
});

async function restartOften(
  values: { restarts: number; concurrency: number; seed: number; kill: boolean },
  say: (line: string) => void,
  print: (result: object) => void,
): Promise<boolean> {
  const { restarts, concurrency, seed } = values;
  const instance = (await openInstance()) as Awaited<ReturnType<typeof openInstance>> & { data: string };
  const requests = countRequests(instance.url);
  try {
    const state = (): State => JSON.parse(readFileSync(path.join(instance.data, 'state.json'), 'utf8'));
    let over = false;
    const living = liveOn({
      url: instance.url,
      ...{ concurrency, seed },
      over: () => over,
    });
    const probing = probe(instance.url, () => over);
    for (const until = Date.now() + 60_000; requests.made() < 50 && Date.now() < until; ) await sleep(50);
    const seconds: number[] = [];
    for (let n = 1; n <= restarts; n += 1) {
      const from = Date.now();
      await (values.kill ? killBoth(state, instance.url) : replaceBoth(state));
      seconds.push((Date.now() - from) / 1000);
      say(
        `restart ${n}: ${seconds.at(-1)?.toFixed(1)} s, ${requests.made()} requests, ${requests.failed().length} failed`,
      );
    }
    over = true;
    const [lives] = await Promise.all([living, probing]);
    const repeated = await repeatedIn(instance.temporalAddress ?? '');
    for (const one of [...requests.failed(), ...repeated].slice(0, 20)) say(`  ${one}`);
    const result = {
      restarts,
      requests: requests.made(),
      failedRequests: requests.failed().length,
      repeatedActivities: repeated.length,
      orders: lives.length,
      brokenOrders: lives.filter((life) => life.problems.length > 0).length,
      secondsEach: { most: Math.max(...seconds), mean: seconds.reduce((a, b) => a + b, 0) / restarts },
    };
    for (const { problems } of lives) if (problems.length) say(`  ${problems.join(' | ')}`);
    print(result);
    return result.failedRequests + result.repeatedActivities + result.brokenOrders === 0;
  } finally {
    requests.stop();
    await instance.stop();
  }
}

/** Runs orders, one batch after the other, until it is over. */
async function liveOn(input: { url: string; concurrency: number; seed: number; over: () => boolean }) {
  const [cast, catalogue] = await Promise.all([
    openCast({ url: input.url }),
    createClient({ baseUrl: input.url, patienceMs: PATIENCE_MS })('catalogue', {}),
  ]);
  const lives: Awaited<ReturnType<typeof runLives>> = [];
  for (let batch = 0; !input.over(); batch += 1) {
    const plans = planOrders({ orders: input.concurrency * 2, seed: input.seed + batch, faults: true });
    const { concurrency } = input;
    lives.push(
      ...(await runLives({ plans, cast, catalogue, concurrency, limitMs: 300_000, told: () => undefined })),
    );
  }
  return lives;
}

/** Sends a request ten times a second. */
async function probe(url: string, over: () => boolean): Promise<void> {
  while (!over()) {
    await fetch(`${url}/api/v1/catalogue`).then(
      (answer) => answer.arrayBuffer(),
      () => undefined,
    );
    await sleep(100);
  }
}

async function replaceBoth(state: () => State): Promise<void> {
  const { rolls, pids } = state();
  process.kill(pids.supervisor, 'SIGUSR2');
  for (const until = Date.now() + 240_000; state().rolls === rolls; await sleep(100))
    if (Date.now() > until) throw new Error('a rolling restart did not come to its end');
}

/** Until others run in their place and the instance is ready. */
async function killBoth(state: () => State, url: string): Promise<void> {
  const { pids } = state();
  const names = ['worker', 'api'] as const;
  for (const name of names) process.kill(pids[name], 'SIGKILL');
  const isBack = async () =>
    names.every((name) => state().pids[name] && state().pids[name] !== pids[name]) &&
    (await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    ));
  for (const until = Date.now() + 240_000; !(await isBack()); await sleep(100))
    if (Date.now() > until) throw new Error('worker and API did not come back');
}

async function repeatedIn(address: string): Promise<string[]> {
  const connection = await Connection.connect({ address });
  try {
    return await repeatedActivities(new Client({ connection }));
  } finally {
    await connection.close();
  }
}
