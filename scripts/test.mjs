import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { inProject } from './setup/places.mjs';
import { setUp } from './setup.mjs';

// npm test [-- <jest arguments>]: set-up, then all tests; the last line is "N passed, N failed".
// Files with Temporal inside run one after the other: its native runtime wants a process of its own.
const passes = [
  { projects: ['units', 'database'], workers: 2 },
  { projects: ['workflows'], workers: 1 },
  { projects: ['kills'], workers: 1 },
  { projects: ['stuck'], workers: 1 },
  { projects: ['chaos'], workers: 1 },
  { projects: ['journeys'], workers: 1 },
];

const total = { passed: 0, failed: 0 };
try {
  const { temporalBin, testServerBin } = await setUp({ timeSkipping: true });
  const env = { ...process.env, ANJIA_TEMPORAL_BIN: temporalBin, ANJIA_TEST_SERVER_BIN: testServerBin };
  for (const pass of passes) {
    const { passed, failed } = await runJest({ ...pass, env });
    total.passed += passed;
    total.failed += failed;
  }
} catch (error) {
  console.error(`\nTests could not run: ${/** @type {Error} */ (error).message}`);
  total.failed += 1;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);

/**
 * @param {{ projects: string[], workers: number, env: NodeJS.ProcessEnv }} input
 * @returns {Promise<{ passed: number, failed: number }>}
 */
async function runJest({ projects, workers, env }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-test-'));
  const result = path.join(folder, 'result.json');
  const args = ['--selectProjects', ...projects, `--maxWorkers=${workers}`, '--passWithNoTests'];
  args.push('--json', `--outputFile=${result}`, ...process.argv.slice(2));
  const options = {
    ...env,
    NODE_OPTIONS: `${env.NODE_OPTIONS ?? ''} --experimental-vm-modules --no-warnings`.trim(),
  };
  try {
    const code = await new Promise((resolve, reject) => {
      const file = inProject('node_modules/jest/bin/jest.js');
      // Jest reports on stderr; its JSON on stdout is for machines, and is in the file, too.
      const child = spawn(process.execPath, [file, ...args], {
        cwd: inProject('.'),
        env: options,
        stdio: ['inherit', 'ignore', 'inherit'],
      });
      child.on('error', reject);
      child.on('close', resolve);
    });
    if (!existsSync(result)) return { passed: 0, failed: code === 0 ? 0 : 1 };
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(
      readFileSync(result, 'utf8'),
    );
    // A file that cannot even be loaded has no test to fail, and is a failure all the same.
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
