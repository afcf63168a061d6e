import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { aSystem, type SystemState, type TestSystem } from '#tests/support/environment-start.ts';
import { type Ran, runCommand } from './run-command.ts';

type Program = 'worker' | 'api' | 'postgres' | 'temporal';
const PROGRAMS: Program[] = ['worker', 'api', 'postgres', 'temporal'];
/** Enough orders that some are open until the last program has been killed. */
const ORDERS = 16;

let system: TestSystem;
let simulated: Ran;
/** What was killed while orders were open, and the pid before and after. */
const killed: { program: Program; before: number; after: number }[] = [];

// One run of the whole instance: people use the API while one program after the other is killed.
beforeAll(async () => {
  system = await aSystem();
  let over = false;
  const simulation = runCommand('simulate', [
    ...[
      '--url',
      system.state().url,
      '--orders',
      String(ORDERS),
      '--concurrency',
      '4',
      '--seed',
      '7',
      '--json',
    ],
  ]).finally(() => {
    over = true;
  });
  let before = -1;
  for (const program of PROGRAMS) {
    // Orders are under way, and have been since the last kill.
    await eventually('orders go on', async () => over || (await transitions()) > before + 8 || undefined);
    if (over) break;
    killed.push(await killOnce(program));
    before = await transitions();
  }
  simulated = await simulation;
}, 480_000);

afterAll(async () => {
  await system?.stop();
}, 60_000);

test('worker, API, PostgreSQL and Temporal were killed while orders were open, and came back by themselves', () => {
  expect(killed.map(({ program }) => program)).toEqual(PROGRAMS);
  for (const { before, after } of killed) expect(after).not.toBe(before);
});

test('every order was lived to its end all the same', () => {
  expect(simulated).toMatchObject({
    complaints: '',
    code: 0,
    last: { orders: ORDERS, closed: ORDERS, failed: 0 },
  });
});

test('nothing happened twice, nothing was lost, and workflows and database agree', async () => {
  const { databaseUrl, temporalAddress } = system.state();
  const args = ['--database-url', databaseUrl, '--temporal-address', temporalAddress, '--json'];
  const { code, last, complaints } = await runCommand('verify', args);
  const { orders, ...counts } = last;
  expect({ complaints, counts: Object.values(counts) }).toEqual({
    complaints: '',
    counts: Object.values(counts).map(() => 0),
  });
  expect(orders).toBe(ORDERS);
  expect(code).toBe(0);
});

/** kill -9, and waits until the supervisor has started it again and the instance is ready. */
async function killOnce(program: Program): Promise<(typeof killed)[number]> {
  const before = system.state().pids[program]!;
  process.kill(before, 'SIGKILL');
  const after = await eventually(`${program} runs again`, async () => {
    const pid = pidOf(system.state(), program);
    return pid !== undefined && pid !== before ? pid : undefined;
  });
  await eventually(`the instance is ready after ${program}`, async () => {
    const answer = await fetch(`${system.state().url}/readyz`, { signal: AbortSignal.timeout(2_000) });
    return answer.ok ? true : undefined;
  });
  return { program, before, after };
}

/** How many the orders have made so far. */
async function transitions(): Promise<number> {
  const database = new pg.Client({ connectionString: system.state().databaseUrl });
  try {
    await database.connect();
    const { rows } = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM transition');
    return rows[0]!.n;
  } finally {
    await database.end();
  }
}

const pidOf = (state: SystemState, program: Program): number | undefined => state.pids[program];

async function eventually<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const until = Date.now() + 60_000; Date.now() < until; ) {
    const seen = await look().catch(() => undefined);
    if (seen !== undefined) return seen;
    await sleep(100);
  }
  throw new Error(`Waited in vain: ${what}\n${system.printed().slice(-2_000)}`);
}
