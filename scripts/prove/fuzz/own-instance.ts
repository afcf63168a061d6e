import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { inProject } from '#scripts/setup/places.mjs';

export interface OwnInstance {
  url: string;
  stop: () => Promise<void>;
}

const PATIENCE_MS = 300_000;

/** `npm start` with a data folder and free ports of its own: what is fuzzed is nobody's real instance. */
export async function ownInstance(): Promise<OwnInstance> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-fuzz-'));
  const readyFile = path.join(folder, 'ready.json');
  const args = ['--data', path.join(folder, 'data'), '--json-ready', readyFile, '--no-web'];
  const ours = /^(DATABASE_|TEMPORAL_|TASK_QUEUE|PORT$|HOST$|PUBLIC_URL|ANJIA_(MODE|SECRET)|DATA_DIR)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
  const child = spawn(process.execPath, [inProject('scripts/start.mjs'), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (printed = `${printed}${chunk}`.slice(-4000)));
  const over = new Promise<void>((done) => child.on('exit', () => done()));
  const stop = async () => {
    child.kill('SIGINT');
    await over;
    rmSync(folder, { recursive: true, force: true });
  };
  for (const until = Date.now() + PATIENCE_MS; !existsSync(readyFile); await sleep(100)) {
    if (child.exitCode === null && Date.now() < until) continue;
    await stop();
    throw new Error(`The instance does not start:\n${printed}`);
  }
  const { url } = JSON.parse(readFileSync(readyFile, 'utf8')) as { url: string };
  return { url, stop };
}
