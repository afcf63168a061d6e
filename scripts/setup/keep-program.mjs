import { constants, copyFileSync, linkSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/** Puts a program where it belongs, in one move so that nobody sees half of it. @param {string} from @param {string} to */
export function keep(from, to) {
  mkdirSync(path.dirname(to), { recursive: true });
  const half = `${to}.${process.pid}`;
  rmSync(half, { force: true });
  try {
    linkSync(from, half);
  } catch {
    copyFileSync(from, half, constants.COPYFILE_FICLONE);
  }
  renameSync(half, to);
  return to;
}

/** The user's cache is a convenience: a home one cannot write to is no reason to stop. @param {string} from @param {string} to */
export function remember(from, to) {
  try {
    keep(from, to);
  } catch {
    // next clone downloads again
  }
}
