import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ownFolder } from './places.mjs';

/**
 * Does the work when its sources changed since the last time, or its result is gone.
 * @param {{ name: string, hash: string, present: () => boolean, work: () => Promise<unknown> }} input
 */
export async function whenChanged({ name, hash, present, work }) {
  const file = path.join(ownFolder, `${name}.hash`);
  if (present() && read(file) === hash) return;
  await work();
  mkdirSync(ownFolder, { recursive: true });
  writeFileSync(file, hash);
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
