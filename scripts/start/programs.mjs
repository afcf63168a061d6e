import path from 'node:path';
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

/**
 * A TypeScript entry file in one process, so that its pid is the one to watch.
 * @param {{ entry: string, env: Env, kind?: Command['kind'] }} input
 * @returns {() => Command}
 */
export function typescriptProgram({ entry, env, kind = 'tells' }) {
  return () => ({
    file: process.execPath,
    args: ['--import', 'tsx', entry],
    options: { cwd: project, env },
    kind,
  });
}
