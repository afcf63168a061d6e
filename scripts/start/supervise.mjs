import { closeSync, openSync } from 'node:fs';
import { endProcess, identify } from './processes.mjs';
import { spawnProgram } from './spawn-program.mjs';

/**
 * @typedef {import('./spawn-program.mjs').Command} Command
 * @typedef {import('./processes.mjs').Identity} Identity
 * @typedef {{
 *   name: string, pid: () => number | undefined, deaths: () => number, stop: () => Promise<void>,
 *   replace: () => Promise<void>,
 * }} Supervised
 */

const CALM_AFTER_MS = 20_000;
const LONGEST_PAUSE_MS = 10_000;
const READY_WITHIN_MS = 120_000;

/**
 * Keeps one program running: when it ends by itself it is started again, quickly the first time, more and more
 * slowly while it keeps failing. Its output goes straight into the log file, so it survives us.
 * @param {{
 *   name: string, logFile: string, command: () => Command, stopSignal?: NodeJS.Signals, patienceMs?: number,
 *   say: (text: string) => void, onChange: (identity: Identity | undefined) => void,
 *   onRetire?: (identity: Identity | undefined) => void,
 * }} input
 * @returns {Supervised}
 */
export function supervise({
  name,
  logFile,
  command,
  stopSignal = 'SIGTERM',
  patienceMs = 10_000,
  say,
  onChange,
  onRetire = () => undefined,
}) {
  let stopping = false;
  /** Ends in a row of a program that did not live long. */
  let deaths = 0;
  /** @type {Identity | undefined} */
  let identity;
  /** The one that is being replaced and finishes what it has begun. @type {Identity | undefined} */
  let retired;
  /** @type {NodeJS.Timeout | undefined} */
  let pause;

  const spawnOne = () => {
    const log = openSync(logFile, 'a');
    const child = spawnProgram({ command: command(), log });
    closeSync(log);
    return child;
  };

  const launch = () => {
    if (stopping) return;
    adopt(spawnOne());
    if (deaths > 0 && identity) say(`${name} runs again (pid ${identity.pid})`);
  };

  /** From now on this child is the program. @param {import('node:child_process').ChildProcess} child */
  const adopt = (child) => {
    const startedAt = Date.now();
    const me = child.pid === undefined ? undefined : identify(child.pid);
    let over = false;
    /** @param {string} reason */
    const ended = (reason) => {
      if (over) return;
      over = true;
      // One that was replaced is expected to end.
      if (me && identity?.pid !== me.pid) return;
      identity = undefined;
      if (stopping) return;
      onChange(undefined);
      deaths = Date.now() - startedAt > CALM_AFTER_MS ? 1 : deaths + 1;
      const waitMs = deaths === 1 ? 50 : Math.min(LONGEST_PAUSE_MS, 250 * 2 ** (deaths - 2));
      say(
        `${name} ended (${reason}); starting it again${waitMs > 1_000 ? ` in ${Math.round(waitMs / 1_000)} s` : ''}`,
      );
      pause = setTimeout(launch, waitMs);
    };
    child.on('error', (error) => ended(error.message));
    child.on('exit', (code, signal) => ended(signal ?? `code ${code}`));
    if (!me) return;
    identity = me;
    onChange(identity);
    if (child.exitCode !== null || child.signalCode !== null) ended(`code ${child.exitCode}`);
  };
  launch();

  return {
    name,
    pid: () => identity?.pid,
    deaths: () => deaths,
    /** A new one first; when it says that it is ready, the old one finishes what it has begun and ends. */
    async replace() {
      if (stopping || !identity) return;
      const next = spawnOne();
      const fine = await isReady(next, READY_WITHIN_MS);
      const born = next.pid === undefined ? undefined : identify(next.pid);
      if (!fine || stopping) {
        say(`${name}: the new one did not become ready, the old one stays`);
        if (born) await endProcess({ process: born, signal: stopSignal, patienceMs });
        return;
      }
      retired = identity;
      if (retired) onRetire(retired);
      adopt(next);
      if (retired) await endProcess({ process: retired, signal: stopSignal, patienceMs });
      retired = undefined;
      onRetire(undefined);
    },
    async stop() {
      stopping = true;
      clearTimeout(pause);
      const all = [identity, retired].filter((one) => one !== undefined);
      await Promise.all(all.map((one) => endProcess({ process: one, signal: stopSignal, patienceMs })));
      onChange(undefined);
    },
  };
}

/** @param {import('node:child_process').ChildProcess} child @param {number} withinMs @returns {Promise<boolean>} */
function isReady(child, withinMs) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), withinMs);
    child.on('message', (message) => message === 'ready' && resolve(true));
    for (const event of ['error', 'exit']) child.once(event, () => resolve(false));
    child.once('exit', () => clearTimeout(timer));
  });
}
