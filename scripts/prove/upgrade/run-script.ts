import { spawn } from 'node:child_process';
import { npm } from '#scripts/setup/install-packages.mjs';

export interface Ran {
  code: number | null;
  /** The last line on stdout, read as JSON; undefined when it is none. */
  last: Record<string, unknown> | undefined;
  complaints: string;
}

/** `npm run <script> -- <args>` in a checkout, to its end. Its paths may differ from ours, its scripts' names do not. */
export async function runScript(project: string, script: string, args: string[]): Promise<Ran> {
  const { code, said, complaints } = await runNpm(project, ['run', '--silent', script, '--', ...args]);
  return { code, last: asJson(said.trim().split('\n').at(-1) ?? ''), complaints };
}

/** npm in a folder, to its end. Whatever ends us ends it and all that it has started. */
export async function runNpm(cwd: string, args: string[]) {
  const npmHere = npm(args);
  const child = spawn(npmHere.file, npmHere.args, {
    cwd,
    // Settings of this shell must not lead to a real database.
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const end = () => endGroup(child.pid);
  process.once('exit', end);
  let [said, complaints] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (said += chunk));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  process.off('exit', end);
  return { code, said, complaints };
}

/** Signals a process that leads a group of its own, and those it has started. */
export function endGroup(pid: number | undefined, signal: NodeJS.Signals = 'SIGTERM'): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // ended by itself
  }
}

function asJson(line: string): Ran['last'] {
  try {
    return JSON.parse(line) as Ran['last'];
  } catch {
    return undefined;
  }
}
