import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
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

test('all but the first hear it from a look: no more than two of 40 workflows are asked, however busy the machine', async () => {
  const { databaseUrl } = system.state();
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  try {
    const refusals = async () => {
      const { rows } = await database.query<{ looked: number; asked: number }>(
        `SELECT (SELECT count(*)::int FROM idempotency WHERE status = 409) AS looked,
           (SELECT count(*)::int FROM transition WHERE result ->> 'code' = 'HelperTaken') AS asked`,
      );
      return rows[0]!;
    };
    const before = await refusals();
    const { code, last } = await storm('dispatch', 1);
    const after = await refusals();
    expect({ code, problems: last.problems }).toEqual({ code: 0, problems: [] });
    expect(after.asked - before.asked).toBeLessThanOrEqual(1);
    expect(after.looked - before.looked).toBeGreaterThanOrEqual(PARALLEL - 2);
  } finally {
    await database.end();
  }
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
