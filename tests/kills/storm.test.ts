import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aSystem, type TestSystem } from '#tests/support/environment-start.ts';
import { type Ran, runCommand } from './run-command.ts';

const PARALLEL = 40;

let system: TestSystem;
beforeAll(async () => {
  system = await aSystem();
}, 120_000);
afterAll(async () => {
  await system?.stop();
}, 60_000);

// A full storm is `npm run bench -- storm`; how fast it is depends on the machine, so time is not judged here.
async function storm(path: string, rounds: number, parallel = PARALLEL): Promise<Ran> {
  const { url, databaseUrl } = system.state();
  return runCommand('bench', [
    ...['storm', '--json', '--paths', path, '--rounds', String(rounds), '--parallel', String(parallel)],
    ...['--p99', '60000', '--url', url, '--database-url', databaseUrl],
  ]);
}

test(`${PARALLEL} customers choose one helper at once, twice → one winner each time, all others hear who is left`, async () => {
  const { code, last, complaints } = await storm('choose', 2);
  expect({ complaints, code, problems: last.problems, deadlocks: last.deadlocks }).toEqual({
    complaints: '',
    code: 0,
    problems: [],
    deadlocks: 0,
  });
  expect(last.codes).toEqual({ '200 ok': 2, '409 HelperTaken': 2 * PARALLEL - 2 });
}, 120_000);

test('orders that want three helpers in every order, chosen, dispatched and searched at once → nobody twice, no deadlock', async () => {
  const { code, last } = await storm('crossed', 1, 18);
  expect({ code, problems: last.problems, deadlocks: last.deadlocks }).toEqual({
    code: 0,
    problems: [],
    deadlocks: 0,
  });
  expect(last.requests).toBe(18);
}, 120_000);
