import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inProject } from '../setup/places.mjs';

/**
 * Runs `npm start` with these arguments until it has written its ready file. When this process ends the instance ends,
 * too; `clean` runs after that.
 */
export async function startInstance<State>(input: {
  args: string[];
  /** Another checkout, whose version is started; this one by default. */
  project?: string;
  env?: Record<string, string> | undefined;
  readyFile: string;
  patienceMs: number;
  clean(): Promise<void> | void;
}): Promise<{ state(): State; stop(): Promise<void> }> {
  const { args, project = inProject('.'), env, readyFile, patienceMs, clean } = input;
  const child = spawn(
    process.execPath,
    [path.join(project, 'scripts/start.mjs'), ...args, '--json-ready', readyFile],
    {
      cwd: project,
      // Settings of this shell must not point to a real database.
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (printed = (printed + chunk).slice(-20_000)));
  const over = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const lastWord = () => child.kill('SIGINT');
  process.once('exit', lastWord);
  const stop = async () => {
    process.off('exit', lastWord);
    child.kill('SIGINT');
    await over;
    await clean();
  };
  for (const until = Date.now() + patienceMs; !existsSync(readyFile); await sleep(100)) {
    if (child.exitCode !== null) throw new Error(`npm start ended:\n${printed}`);
    if (Date.now() < until) continue;
    await stop();
    throw new Error(`npm start was not ready in time:\n${printed}`);
  }
  return { state: () => JSON.parse(readFileSync(readyFile, 'utf8')) as State, stop };
}
