import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inProject } from '#scripts/setup/places.mjs';

/** tests/chaos/messages.test.ts with as many runs as asked for; fast-check prints the shrunk seed of a failure. */
export async function runMessages(input: { runs: number; seed: number }): Promise<boolean> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-messages-'));
  const result = path.join(folder, 'result.json');
  try {
    const args = ['--selectProjects', 'chaos', '--testPathPatterns', 'chaos/messages'];
    const child = spawn(
      process.execPath,
      [inProject('node_modules/jest/bin/jest.js'), ...args, '--json', `--outputFile=${result}`],
      {
        cwd: inProject('.'),
        stdio: ['ignore', 'ignore', 'inherit'],
        env: {
          ...process.env,
          NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
          CHAOS_MESSAGE_RUNS: String(input.runs),
          CHAOS_MESSAGE_SEED: String(input.seed),
        },
      },
    );
    await new Promise((over) => child.on('close', over));
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(result, 'utf8')) as Record<
      string,
      number
    >;
    return numPassedTests === 1 && numFailedTests === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
