import os from 'node:os';
import path from 'node:path';
import { typescriptFlags } from '../setup/find-node.mjs';
import { project } from '../setup/places.mjs';
import { initialisePostgres, postgresCommand, removeStaleLock } from './postgres.mjs';

/** @typedef {Record<string, string | undefined>} Env */
/** @typedef {import('./spawn-program.mjs').Command} Command */

/**
 * @param {{ home: import('./postgres-home.mjs').PostgresHome, port: number, ownerPassword: string }} input
 * @returns {() => Command}
 */
export function postgresProgram({ home, port, ownerPassword }) {
  initialisePostgres({ home, ownerPassword });
  return () => {
    removeStaleLock({ folder: home.folder });
    return postgresCommand({ home, port });
  };
}

/**
 * @param {{ bin: string, port: number, uiPort: number, data: string }} input
 * @returns {() => Command}
 */
export function temporalProgram({ bin, port, uiPort, data }) {
  const args = [
    'server',
    'start-dev',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--ui-port',
    String(uiPort),
  ];
  args.push('--db-filename', path.join(data, 'temporal.db'), '--log-level', 'warn', '--log-format', 'json');
  args.push('--ui-disable-news-fetch');
  // An order that no build can live on is flagged after the second failure (5 by default take almost a minute).
  args.push('--dynamic-config-value', 'system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute=2');
  return () => ({ file: bin, args, options: { cwd: data, env: process.env } });
}

/** Megabytes that the objects of one thread may fill: V8 takes what the machine has before it tidies up, else. */
const HEAP_MB = 512;
/** Threads of V8 beside the program's own, four by default: more than there are cores spend their time on each other. */
const V8_THREADS = Math.min(4, Math.max(1, os.availableParallelism() - 1));

/**
 * A TypeScript entry file in one process, so that its pid is the one to watch. Its memory is bounded: the worker's stays
 * as it is however many orders wait (docs/speed.md).
 * @param {{ entry: string, env: Env, node?: string, flags?: string[], kind?: Command['kind'] }} input
 * @returns {() => Command}
 */
export function typescriptProgram({ entry, env, node = process.execPath, flags = [], kind = 'tells' }) {
  const bounds = [`--max-old-space-size=${HEAP_MB}`, `--v8-pool-size=${V8_THREADS}`];
  return () => ({
    file: node,
    args: [...bounds, ...flags, ...typescriptFlags(node), entry],
    // Of glibc, for the SDK's native threads: an arena for each keeps what it once had.
    options: { cwd: project, env: { MALLOC_ARENA_MAX: '2', ...env } },
    kind,
  });
}
