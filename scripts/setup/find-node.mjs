import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { npm } from './install-packages.mjs';
import { keep, remember } from './keep-program.mjs';
import { binFolder, userCache } from './places.mjs';
import { run, say, step } from './progress.mjs';

/** What our servers run on, here and in the images: docs/decisions/090. */
const VERSION = '24.21.0';
const MAJOR = Number.parseInt(VERSION, 10);
const exe = process.platform === 'win32' ? '.exe' : '';
const NAME = `node-${VERSION}${exe}`;

/**
 * The Node that API and worker run on: the one we run on when it is new enough, else one from the package registry.
 * Without either the one we run on does, with fewer orders a second.
 * @param {{ own?: string }} [input] `own`: version of the Node we run on
 * @returns {Promise<string>} the path of an executable
 */
export async function findNode({ own = process.versions.node } = {}) {
  if (Number.parseInt(own, 10) >= MAJOR) return process.execPath;
  const kept = path.join(binFolder, NAME);
  if (await works(kept)) return kept;
  const shared = path.join(userCache(), NAME);
  if (await works(shared)) return keep(shared, kept);
  try {
    await step(`Node ${VERSION} for the servers`, () => fetchNode(kept));
    remember(kept, shared);
    return kept;
  } catch (error) {
    const reason = /** @type {Error} */ (error).message.trim().split('\n').at(-1);
    say(`  servers run on Node ${own}: ${VERSION} did not come (${reason})`);
    return process.execPath;
  }
}

/**
 * What a Node needs to read TypeScript: from ours on nothing. tsx gives every function that is made its name, at every
 * call of the one around it, which is a good part of a request's processor time (docs/decisions/090).
 * @param {string} node its executable
 */
export function typescriptFlags(node) {
  const isNew = node !== process.execPath || Number.parseInt(process.versions.node, 10) >= MAJOR;
  return isNew ? [] : ['--import', 'tsx'];
}

/** Every platform's Node is a package of its own, with no script to run. @param {string} target */
async function fetchNode(target) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  const folder = path.join(binFolder, `fetch-node-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  try {
    const quiet = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const args = ['install', '--prefix', folder, ...quiet, '--fetch-retries=1', `${name}@${VERSION}`];
    await run({ ...npm(args), cwd: folder, timeoutMs: 120_000 });
    const program = path.join(folder, 'node_modules', name, 'bin', `node${exe}`);
    if (!(await works(program))) throw new Error('what came does not run on this machine');
    keep(program, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} file */
async function works(file) {
  if (!existsSync(file)) return false;
  try {
    return (await run({ file, args: ['--version'], timeoutMs: 20_000 })).trim() === `v${VERSION}`;
  } catch {
    return false;
  }
}
