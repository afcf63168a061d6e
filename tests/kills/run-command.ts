import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inProject } from '#scripts/setup/places.mjs';

export interface Ran {
  code: number | null;
  /** The last line on stdout, read as JSON. */
  last: Record<string, unknown>;
  complaints: string;
}

/** Runs a script of package.json as a person would, to its end. */
export async function runCommand(script: string, args: string[]): Promise<Ran> {
  const { scripts } = JSON.parse(readFileSync(inProject('package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const [, ...words] = scripts[script]!.split(' ');
  const child = spawn(process.execPath, [...words, ...args], {
    cwd: inProject('.'),
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk));
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const last = said.trim().split('\n').at(-1) ?? '';
  try {
    return { code, last: JSON.parse(last) as Ran['last'], complaints };
  } catch {
    throw new Error(`${script} ended with ${code} and no JSON: ${said}\n${complaints}`);
  }
}
