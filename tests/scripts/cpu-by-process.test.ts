import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { cpuByProcess, difference } from '#scripts/prove/bench/cpu-by-process.ts';

const BUSY_MS = 400;
const busy = `const until = process.cpuUsage().user / 1000 + ${BUSY_MS};
  while (process.cpuUsage().user / 1000 < until);
  process.stdout.write('done'); process.stdin.once('data', () => process.exit());`;

(existsSync('/proc') ? test : test.skip)(
  'what a child used stays counted when it has ended, and nothing is counted twice',
  async () => {
    const read = cpuByProcess({ postgres: process.pid });
    const before = read();
    const child = spawn(process.execPath, ['-e', busy], { stdio: 'pipe' });
    await once(child.stdout, 'data');
    const living = read();
    child.stdin.write('go');
    await once(child, 'exit');
    await sleep(50);
    const after = read();
    const used = difference(living, before)['postgres: background']!;
    expect(used * 1000).toBeGreaterThanOrEqual(BUSY_MS * 0.9);
    expect(after['postgres: background']).toBe(living['postgres: background']);
    // The parent has heard of the whole; only what the child did after our look is new to it.
    expect(after.postgres! - living.postgres!).toBeLessThan(BUSY_MS / 2 / 1000);
  },
);

(existsSync('/proc') ? test : test.skip)('a child that nobody saw is its parent’s', async () => {
  const read = cpuByProcess({ api: process.pid });
  const before = read();
  const child = spawn(process.execPath, ['-e', busy], { stdio: 'pipe' });
  child.stdin.write('go');
  await once(child, 'exit');
  const { api } = difference(read(), before);
  expect(api! * 1000).toBeGreaterThanOrEqual(BUSY_MS * 0.9);
});
