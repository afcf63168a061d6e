import { spawn } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { npm } from '#scripts/setup/install-packages.mjs';
import type { InstanceState } from './instance.ts';
import { endGroup } from './run-script.ts';

/**
 * A worker of the older version beside the newer instance, as before a rollback: it polls, but does not make its build
 * current. It runs on the bundle that the older version made when it was started.
 */
export function startOlderWorker(input: { project: string; state: InstanceState }): {
  stop(): Promise<void>;
} {
  const { project, state } = input;
  const { secret } = JSON.parse(readFileSync(path.join(state.data, 'secrets.json'), 'utf8')) as {
    secret: string;
  };
  const log = openSync(path.join(state.logs, 'older-worker.log'), 'a');
  const { file, args } = npm(['run', '--silent', 'worker']);
  const child = spawn(file, args, {
    cwd: project,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ANJIA_MODE: 'development',
      ANJIA_SECRET: secret,
      DATABASE_URL: state.databaseUrl,
      TEMPORAL_ADDRESS: state.temporalAddress,
      HEARTBEAT_MS: '2000',
      MAKE_CURRENT: 'false',
      DATA_DIR: state.data,
      WORKFLOW_BUNDLE: newestBundle(path.join(project, '.anjia/workflows')),
    },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  const over = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = () => endGroup(child.pid);
  process.once('exit', end);
  return {
    async stop() {
      process.off('exit', end);
      end();
      // npm may end before the worker does.
      const late = setTimeout(() => endGroup(child.pid, 'SIGKILL'), 15_000);
      await over;
      await groupGone(child.pid!);
      clearTimeout(late);
    },
  };
}

function newestBundle(folder: string): string {
  const age = (file: string) => statSync(file).mtimeMs;
  const bundles = readdirSync(folder)
    .filter((name) => name.endsWith('.js') && !name.endsWith('.traced.js'))
    .map((name) => path.join(folder, name))
    .sort((a, b) => age(b) - age(a));
  if (!bundles[0]) throw new Error(`The older version has left no bundle in ${folder}`);
  return bundles[0];
}

async function groupGone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(-pid, 0);
    } catch {
      return;
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}
