import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inProject } from '#scripts/setup/places.mjs';

export type Program = 'api' | 'worker' | 'temporal' | 'postgres';
export interface House {
  url: string;
  databaseUrl: string;
  ownerUrl?: string;
  temporalAddress?: string;
  logs?: string;
  data?: string;
  /** Unknown when somebody else started it. */
  pids?: Partial<Record<Program, number>>;
  /** As they are now: a program that was started again has another. */
  pidsNow?: () => Partial<Record<Program, number>>;
  stop(): Promise<void>;
}

/** The whole system as `npm start` runs it, with a data folder and ports of its own; `cluster`: on the real Temporal server. */
export async function openHouse(
  input: { temporal?: 'dev' | 'cluster'; env?: Record<string, string> } = {},
): Promise<House> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-storm-'));
  const readyFile = path.join(folder, 'ready.json');
  const args = ['--data', path.join(folder, 'data'), '--json-ready', readyFile, '--no-web'];
  args.push('--temporal', input.temporal ?? 'dev');
  const child = spawn(process.execPath, [inProject('scripts/start.mjs'), ...args], {
    cwd: inProject('.'),
    // Settings of this shell must not lead to a real database.
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...input.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const over = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  // A house that nobody measures any more ends, too.
  const lastWord = () => child.kill('SIGINT');
  process.once('exit', lastWord);
  const stop = async () => {
    process.off('exit', lastWord);
    child.kill('SIGINT');
    await over;
    rmSync(folder, { recursive: true, force: true });
  };
  for (
    const until = Date.now() + (input.temporal === 'cluster' ? 2_700_000 : 240_000);
    !existsSync(readyFile);
    await sleep(100)
  ) {
    if (child.exitCode !== null) throw new Error(`npm start ended:\n${printed}`);
    if (Date.now() < until) continue;
    await stop();
    throw new Error(`npm start was not ready in time:\n${printed}`);
  }
  const read = () => JSON.parse(readFileSync(readyFile, 'utf8')) as House;
  return { ...read(), pidsNow: () => read().pids ?? {}, stop };
}
