import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { project } from '../setup/places.mjs';

/**
 * Runs one of our scripts; what it prints goes into the log, and into the message when it fails.
 * @param {{ entry: string, args?: string[], env: Record<string, string | undefined>, logFile: string }} input
 * @returns {Promise<void>}
 */
export function runToEnd({ entry, args = [], env, logFile }) {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(process.execPath, ['--import', 'tsx', entry, ...args], {
      cwd: project,
      env: /** @type {NodeJS.ProcessEnv} */ (env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        appendFileSync(logFile, chunk);
        output = (output + chunk).slice(-4_000);
      });
    }
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${entry} ended with ${code ?? signal}:\n${output.trim()}`));
    });
  });
}
