import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A pid alone says nothing after a while: it is given to others. Together with its start time it is one process.
 * @typedef {{ pid: number, started: string }} Identity
 */

/** @param {number} pid @returns {Identity | undefined} */
export function identify(pid) {
  const started = startOf(pid);
  return started === undefined ? undefined : { pid, started };
}

/** @param {Identity | undefined} process */
export function isAlive(process) {
  return process !== undefined && startOf(process.pid) === process.started;
}

/** @param {number} pid @returns {string | undefined} */
function startOf(pid) {
  if (existsSync('/proc/self/stat')) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // A zombie is dead: only its parent has not looked yet.
      return fields[0] === 'Z' ? undefined : `${bootId()}/${fields[19]}`;
    } catch {
      return undefined;
    }
  }
  const { status, stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return status === 0 && stdout.trim() ? stdout.trim() : undefined;
}

function bootId() {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

/** @param {number} pid @returns {string | undefined} */
export function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    if (existsSync('/proc/self/stat')) return undefined;
    const { status, stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return status === 0 ? stdout.trim() : undefined;
  }
}

/**
 * Asks a process to end, and makes it end when it does not.
 * @param {{ process: Identity, signal?: NodeJS.Signals, patienceMs?: number }} input
 */
export async function endProcess({ process: target, signal = 'SIGTERM', patienceMs = 10_000 }) {
  signalIfAlive(target, signal);
  const until = Date.now() + patienceMs;
  while (isAlive(target) && Date.now() < until) await sleep(30);
  if (!isAlive(target)) return;
  signalIfAlive(target, 'SIGKILL');
  while (isAlive(target)) await sleep(30);
}

/** @param {Identity} target @param {NodeJS.Signals} signal */
function signalIfAlive(target, signal) {
  if (!isAlive(target)) return;
  try {
    process.kill(target.pid, signal);
  } catch {
    // gone in this very moment
  }
}
