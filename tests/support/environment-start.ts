import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inProject } from '#scripts/setup/places.mjs';

export type SystemState = {
  url: string;
  temporalAddress: string;
  temporalUi: string;
  databaseUrl: string;
  ownerUrl: string;
  data: string;
  logs: string;
  /** How often worker and API were replaced. */
  rolls: number;
  pids: Record<'supervisor' | 'postgres' | 'temporal' | 'worker' | 'api', number | undefined>;
};

export type TestSystem = {
  /** Read anew at each call: pids change when a process is started again. */
  state(): SystemState;
  /** Everything `npm start` printed so far. */
  printed(): string;
  /** Ctrl-C, and wait for the end; gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
};

/**
 * The real `npm start` with a data folder and ports of its own: journeys and kills run against it. The data
 * folder goes away after stop unless it was given.
 */
export async function aSystem(
  input: {
    args?: string[];
    data?: string;
    env?: Record<string, string>;
    withinMs?: number;
    /** Another folder with our sources. */
    project?: string;
  } = {},
): Promise<TestSystem> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-system-'));
  const data = input.data ?? path.join(folder, 'data');
  const readyFile = path.join(folder, 'ready.json');
  const args = ['--data', data, '--json-ready', readyFile, ...(input.args ?? [])];
  const { project = inProject('.') } = input;
  const child = spawn(process.execPath, [path.join(project, 'scripts/start.mjs'), ...args], {
    cwd: project,
    env: { ...plainEnv(), ...input.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const over = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
  const system: TestSystem = {
    state: () => JSON.parse(readFileSync(readyFile, 'utf8')) as SystemState,
    printed: () => printed,
    async stop(signal = 'SIGINT') {
      child.kill(signal);
      const code = await over;
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
  await ready({ child, readyFile, withinMs: input.withinMs ?? 240_000, printed: () => printed });
  return system;
}

async function ready(input: {
  child: ChildProcess;
  readyFile: string;
  withinMs: number;
  printed: () => string;
}): Promise<void> {
  const until = Date.now() + input.withinMs;
  while (!existsSync(input.readyFile)) {
    if (input.child.exitCode !== null) throw new Error(`npm start ended:\n${input.printed()}`);
    if (Date.now() > until) {
      input.child.kill('SIGINT');
      throw new Error(`npm start was not ready in time:\n${input.printed()}`);
    }
    await sleep(50);
  }
}

// Settings of the person who runs the tests must not lead them to a real database.
function plainEnv(): NodeJS.ProcessEnv {
  const ours =
    /^(DATABASE_|TEMPORAL_|TASK_QUEUE|PORT$|HOST$|PUBLIC_URL|ANJIA_(MODE|SECRET)|HEARTBEAT_MS|DATA_DIR|NODE_OPTIONS)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
