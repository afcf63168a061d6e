import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks the API until it says that everything works.
 * @param {{ url: string, watched: import('./supervise.mjs').Supervised[], logOf: (name: string) => string, withinMs?: number }} input
 */
export async function awaitReady({ url, watched, logOf, withinMs = 90_000 }) {
  const until = Date.now() + withinMs;
  let last = 'no answer';
  while (Date.now() < until) {
    for (const one of watched) giveUpWhenItFails(one, logOf(one.name));
    try {
      const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5_000) });
      if (answer.ok) return;
      last = `${answer.status} ${(await answer.text()).slice(0, 500)}`;
    } catch (error) {
      last = String(/** @type {Error & { cause?: Error }} */ (error).cause?.message ?? error);
    }
    await sleep(250);
  }
  throw new Error(`The system did not become ready: ${url}/readyz says ${last}`);
}

/**
 * A program that cannot even start will not get better by waiting.
 * @param {import('./supervise.mjs').Supervised} one @param {string} logFile
 */
export function giveUpWhenItFails(one, logFile) {
  if (one.deaths() < 5) return;
  throw new Error(`${one.name} does not start. The end of ${logFile}:\n${tail(logFile)}`);
}

/** @param {string} file */
function tail(file) {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const buffer = Buffer.alloc(Math.min(size, 3_000));
  if (size === 0) return '(empty)';
  const handle = openSync(file, 'r');
  readSync(handle, buffer, 0, buffer.length, size - buffer.length);
  closeSync(handle);
  return buffer.toString('utf8');
}
