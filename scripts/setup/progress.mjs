import { spawn } from 'node:child_process';

/** @param {string} text */
export const say = (text) => console.log(text);

/**
 * Shows that something long is going on, and how long it took.
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  say(`· ${label} …`);
  const timer = setInterval(() => say(`  … still at it: ${label} (${seconds()} s)`), 10_000);
  try {
    const result = await work();
    say(`✓ ${label} (${seconds()} s)`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

/**
 * Runs a command to its end; its output is kept for the message of a failure.
 * @param {{ file: string, args: string[], cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} input
 * @returns {Promise<string>}
 */
export function run({ file, args, cwd, env, timeoutMs }) {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = timeoutMs ? setTimeout(() => child.kill('SIGKILL'), timeoutMs) : undefined;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output = (output + chunk).slice(-8_000);
      });
    }
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(output);
      else
        reject(new Error(`${file} ${args.slice(0, 3).join(' ')}: ended with ${code ?? signal}\n${output}`));
    });
  });
}
