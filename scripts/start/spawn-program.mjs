import { spawn } from 'node:child_process';
import cluster from 'node:cluster';

/**
 * @typedef {{
 *   file: string, args: string[], options: import('node:child_process').SpawnOptions,
 *   kind?: 'plain' | 'tells' | 'shares',
 * }} Command `tells`: says by a message when it is ready; `shares`: its port may be held by two of its kind at once.
 */

/** @param {{ command: Command, log: number }} input @returns {import('node:child_process').ChildProcess} */
export function spawnProgram({ command: { file, args, options, kind = 'plain' }, log }) {
  if (kind === 'shares') return forkSharing({ file, args, options, log });
  // A group of its own: Ctrl-C reaches only us, and we end the programs in order.
  return spawn(file, args, {
    ...options,
    stdio: kind === 'tells' ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
    detached: process.platform !== 'win32',
  });
}

/**
 * Node's cluster keeps the port here, so that the next process listens on it before the last one lets go. Each takes
 * its connections from the kernel itself: nothing passes through us.
 * @param {{ file: string, args: string[], options: import('node:child_process').SpawnOptions, log: number }} input
 */
function forkSharing({ file, args, options, log }) {
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({
    exec: args.at(-1),
    execArgv: args.slice(0, -1),
    args: [],
    cwd: String(options.cwd),
    stdio: ['ignore', log, log, 'ipc'],
  });
  // Cluster has no setting for the program: it takes the one we run on.
  const own = process.execPath;
  process.execPath = file;
  try {
    return cluster.fork(options.env).process;
  } finally {
    process.execPath = own;
  }
}
