import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { endProcess, identify } from './processes.mjs';

/**
 * @typedef {{ file: string, args: string[], options: import('node:child_process').SpawnOptions }} Command
 * @typedef {{ name: string, pid: () => number | undefined, deaths: () => number, stop: () => Promise<void> }} Supervised
 */

const CALM_AFTER_MS = 20_000;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Keeps one program running: when it ends by itself it is started again, quickly the first time, more and more
 * slowly while it keeps failing. Its output goes straight into the log file, so it survives us.
 * @param {{
 *   name: string, logFile: string, command: () => Command, stopSignal?: NodeJS.Signals, patienceMs?: number,
 *   say: (text: string) => void, onChange: (identity: import('./processes.mjs').Identity | undefined) => void,
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
}) {
  let stopping = false;
  /** Ends in a row of a program that did not live long. */
  let deaths = 0;
  /** @type {import('./processes.mjs').Identity | undefined} */
  let identity;
  /** @type {NodeJS.Timeout | undefined} */
  let pause;

  const launch = () => {
    if (stopping) return;
    const startedAt = Date.now();
    const log = openSync(logFile, 'a');
    const { file, args, options } = command();
    // A group of its own: Ctrl-C reaches only us, and we end the programs in order.
    const child = spawn(file, args, {
      ...options,
      stdio: ['ignore', log, log],
      detached: process.platform !== 'win32',
    });
    closeSync(log);
    let over = false;
    /** @param {string} reason */
    const ended = (reason) => {
      if (over) return;
      over = true;
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
    if (child.pid === undefined) return;
    identity = identify(child.pid);
    if (deaths > 0) say(`${name} runs again (pid ${child.pid})`);
    onChange(identity);
  };
  launch();

  return {
    name,
    pid: () => identity?.pid,
    deaths: () => deaths,
    async stop() {
      stopping = true;
      clearTimeout(pause);
      if (identity) await endProcess({ process: identity, signal: stopSignal, patienceMs });
      onChange(undefined);
    },
  };
}
