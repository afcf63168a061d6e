import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { userCache } from '#scripts/setup/places.mjs';

const VERSION = '4.32.5';
const run = promisify(execFile);

/** The program that makes up the calls, in a Python environment of its own that all clones of one person share. */
export async function findSchemathesis(): Promise<string> {
  const folder = path.join(path.dirname(userCache()), `schemathesis-${VERSION}`);
  const bin = path.join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  const program = path.join(bin, process.platform === 'win32' ? 'schemathesis.exe' : 'schemathesis');
  // Written last: an installation that broke off is no installation.
  const whole = path.join(folder, 'complete');
  if (existsSync(whole)) return program;
  console.error(`fetching schemathesis ${VERSION} from PyPI into ${folder}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.dirname(folder), { recursive: true });
  try {
    await run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', folder]);
    const pip = ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', `schemathesis==${VERSION}`];
    await run(path.join(bin, 'python'), pip, { timeout: 300_000 });
  } catch (error) {
    throw new Error(
      `schemathesis cannot be installed; Python 3.10 with venv and PyPI are needed.\n${(error as Error).message}`,
    );
  }
  writeFileSync(whole, VERSION);
  return program;
}
