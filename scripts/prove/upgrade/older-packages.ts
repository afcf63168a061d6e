import {
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { inProject } from '#scripts/setup/places.mjs';
import { runNpm } from './run-script.ts';

/**
 * The packages of an older checkout: a link to ours when both lock files are the same. Else hard links to ours, of which
 * npm then replaces what differs: most is the same, and a whole installation takes minutes on a busy machine.
 */
export async function bringPackages(folder: string, say: (line: string) => void): Promise<void> {
  const ours = inProject('node_modules');
  const theirs = path.join(folder, 'node_modules');
  const lockOf = (project: string) => readFileSync(path.join(project, 'package-lock.json'), 'utf8');
  if (lockOf(folder) === lockOf(inProject('.'))) {
    symlinkSync(ours, theirs, 'junction');
    return;
  }
  say('installing what the older version wants of other packages');
  try {
    linkTree(ours, theirs);
  } catch {
    // Another file system: everything is installed.
    rmSync(theirs, { recursive: true, force: true });
  }
  // As scripts/setup/install-packages.mjs does it, which then finds nothing to do.
  const quietly = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { code, complaints } = await runNpm(folder, ['install', ...quietly, '--prefer-offline']);
  if (code !== 0) throw new Error(`npm install of the older version ended with ${code}:\n${complaints}`);
}

/** npm unpacks into new files, so what is shared is never changed; only what it and tools write in place is no link. */
function linkTree(from: string, to: string): void {
  mkdirSync(to);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.name === '.package-lock.json') copyFileSync(source, target);
    else if (['.cache', '.vite-temp'].includes(entry.name)) continue;
    else if (entry.isDirectory()) linkTree(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else linkSync(source, target);
  }
}
