import { type ChildProcess, spawn } from 'node:child_process';
import type { CrashPoint, FromWorker, ToWorker } from './dying-worker.ts';

export interface DyingWorker {
  arm(crashPoint: CrashPoint): Promise<void>;
  /** Resolves with the key of the step when the transition stands at the crash point. */
  reached(crashPoint: CrashPoint): Promise<string>;
  /** It takes no task any more; transitions that may report do. */
  drain(): Promise<void>;
  /** Transitions that stand there go on. */
  release(): void;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts tests/kills/dying-worker.ts as a process of its own; resolves when it takes tasks. */
export async function startDyingWorker(input: {
  databaseUrl: string;
  temporalAddress: string;
  taskQueue: string;
  secret: string;
  bundle: string;
  crashPoints?: CrashPoint[];
}): Promise<DyingWorker> {
  let log = '';
  let drained = false;
  const armed = new Set<string>();
  const keys = new Map<string, string>();
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'tests/kills/dying-worker.ts'], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: input.databaseUrl,
      TEMPORAL_ADDRESS: input.temporalAddress,
      TASK_QUEUE: input.taskQueue,
      ANJIA_SECRET: input.secret,
      WORKFLOW_BUNDLE: input.bundle,
      CRASH_POINTS: JSON.stringify(input.crashPoints ?? []),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (log += chunk));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (message: FromWorker) => {
      if ('ready' in message) resolve();
      else if ('drained' in message) drained = true;
      else if ('armed' in message) armed.add(nameOf(message.armed));
      else keys.set(nameOf(message.reached), message.key);
    });
    child.once('exit', () => reject(new Error(`The worker ended too early:\n${log}`)));
  });
  await ready;
  const say = (message: ToWorker) => child.send(message);
  const heard = async <T>(name: string, look: () => T | undefined | false): Promise<T> => {
    for (let tries = 0; tries < 600; tries += 1) {
      const found = look();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`Nothing was heard of: ${name}\n${log.slice(-3_000)}`);
  };
  return {
    async arm(crashPoint) {
      say({ arm: crashPoint });
      await heard(nameOf(crashPoint), () => armed.has(nameOf(crashPoint)));
    },
    reached: (crashPoint) => heard(nameOf(crashPoint), () => keys.get(nameOf(crashPoint))),
    async drain() {
      say({ drain: true });
      await heard('the drain', () => drained);
    },
    release: () => void say({ release: true }),
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

const nameOf = ({ id, activity, when }: CrashPoint): string => `${when} ${activity} of ${id}`;
