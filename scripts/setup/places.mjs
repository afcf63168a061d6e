import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const project = path.resolve(import.meta.dirname, '../..');
export const ownFolder = path.join(project, '.anjia');
export const binFolder = path.join(ownFolder, 'bin');

/** Shared by all clones of one person, so that a second clone downloads nothing. */
export function userCache() {
  const base = process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache');
  return path.join(base, 'anjia', 'bin');
}

/** @param {string} name */
export const inProject = (name) => path.join(project, name);

/**
 * One hash over files and folders: what is built from them is built again when it changes.
 * @param {string[]} names relative to the project
 * @param {(relative: string) => boolean} [skip]
 */
export function hashOf(names, skip = () => false) {
  const hash = createHash('sha256');
  for (const name of names) addTo(hash, name, skip);
  return hash.digest('hex');
}

/** @param {import('node:crypto').Hash} hash @param {string} name @param {(relative: string) => boolean} skip */
function addTo(hash, name, skip) {
  const file = inProject(name);
  if (skip(name) || !existsSync(file)) return;
  if (statSync(file).isDirectory()) {
    for (const entry of readdirSync(file).sort()) addTo(hash, `${name}/${entry}`, skip);
    return;
  }
  hash.update(`${name}\0`).update(readFileSync(file));
}
