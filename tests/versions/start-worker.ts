import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '#scripts/setup/places.mjs';
import type { SystemState } from '#tests/support/environment-start.ts';

/** A second worker of a running instance, with workflows of its own; the instance's goes on running beside it. */
export function startWorker(input: { state: SystemState; bundle: string; makeCurrent?: boolean }): {
  stop(): Promise<void>;
  log: string;
} {
  const { state, bundle, makeCurrent = true } = input;
  const secrets = JSON.parse(readFileSync(path.join(state.data, 'secrets.json'), 'utf8')) as {
    secret: string;
  };
  const log = path.join(state.logs, `worker-${makeCurrent ? 'newer' : 'older'}.log`);
  const out = openSync(log, 'a');
  const child = spawn(process.execPath, ['--import', 'tsx', 'activities/worker.ts'], {
    cwd: inProject('.'),
    env: {
      PATH: process.env.PATH,
      ANJIA_MODE: 'development',
      ANJIA_SECRET: secrets.secret,
      DATABASE_URL: state.databaseUrl,
      TEMPORAL_ADDRESS: state.temporalAddress,
      HEARTBEAT_MS: '2000',
      MAKE_CURRENT: String(makeCurrent),
      WORKFLOW_BUNDLE: bundle,
    },
    stdio: ['ignore', out, out],
  });
  closeSync(out);
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    log,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}
