import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { inProject } from '#scripts/setup/places.mjs';
import { fixedWaits } from '#tests/support/fixed-waits.ts';

/** Deliberate waits of a second or more, and why no condition can be polled instead. */
const ALLOWED: Record<string, string> = {
  'scripts/prove/bench/orders.ts sleep(12000)':
    'measures: the parts rest between two rounds, so that none pays for the other',
  'scripts/prove/bench/orders/measure-round.ts sleep(1500)':
    'sessions of PostgreSQL report their counts once a second',
  'scripts/prove/bench/steps.ts sleep(6000)': 'measures: what the parts use while nothing happens',
  'scripts/prove/bench/storm/watch.ts sleep(1500)':
    'sessions of PostgreSQL report their counts once a second',
  'scripts/prove/bench/waiting.ts sleep(15000)': 'measures: memory of a worker at rest',
  'scripts/prove/chaos/live-tail.ts sleep(1000)': 'readiness answers with what it saw within the last second',
  'scripts/release/settle-subjects.ts setTimeout(2000)':
    'the list of Temporal shows a workflow a moment after its start, and tells nobody when',
  'tests/api/messages/temporal-port.test.ts setTimeout(1500)':
    'the subject: no worker for longer than the answer is waited for',
  'tests/stuck/stuck.test.ts setTimeout(1500)': 'the subject: three rounds of the watch raise nothing',
};

const files = ['tests', 'scripts'].flatMap((folder) =>
  readdirSync(inProject(folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => /\.(tsx?|mjs)$/.test(name) && !import.meta.filename.endsWith(name)),
);

describe('nothing waits for a fixed time of a second or more', () => {
  test('in tests and scripts, but for what is listed with its reason', () => {
    const found = files.flatMap((file) => {
      const waits = fixedWaits(readFileSync(inProject(file), 'utf8'), { tsx: file.endsWith('x') });
      return waits.map((wait) => `${file} ${wait}`);
    });
    expect(files.length).toBeGreaterThan(300);
    expect([...new Set(found)].sort()).toEqual(Object.keys(ALLOWED).sort());
  });

  test.each([
    ['await sleep(1_500);', ['sleep(1500)']],
    ['await sleep(900); sleep(ms);', []],
    ["import { setTimeout } from 'node:timers/promises'; await setTimeout(2 * 1_000);", ['setTimeout(2000)']],
    ['const LONG_MS = 60 * 1_000; await pause(LONG_MS);', ['pause(60000)']],
    ['await new Promise((done) => setTimeout(done, 1_000));', ['setTimeout(1000)']],
    ['await new Promise<void>((done) => setTimeout(() => done(), 5e3));', ['setTimeout(5000)']],
    ['await new Promise(function (done) { setTimeout(done, 3_000); });', ['setTimeout(3000)']],
    ['for (;;) await page.waitForTimeout(4_000);', ['waitForTimeout(4000)']],
    [
      "await database.query('SELECT pg_sleep(2)'); spawn('sh', ['-c', `sleep 3`]);",
      ['sleep(2000)', 'sleep(3000)'],
    ],
    // Deadlines: something else ends them sooner.
    ['await Promise.race([work, sleep(9_000)]);', []],
    ['const timer = setTimeout(() => child.kill(), 5_000);', []],
    ['await new Promise((done, reject) => { setTimeout(() => reject(late), 5_000); go(done); });', []],
  ])('%s', (code, waits) => {
    expect(fixedWaits(code)).toEqual(waits);
  });
});
