import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { inProject } from '#scripts/setup/places.mjs';
import { bringPackages } from './older-packages.ts';

const run = promisify(execFile);

export interface OlderCheckout {
  folder: string;
  /** The full id. */
  commit: string;
}

/** The sources of an older commit in a folder of their own, a clone that shares this repository's objects. */
export async function olderCheckout(input: {
  from: string;
  folder: string;
  say(line: string): void;
}): Promise<OlderCheckout> {
  const { from, folder, say } = input;
  const git = async (cwd: string, ...args: string[]) => (await run('git', args, { cwd })).stdout.trim();
  const here = await git(inProject('.'), 'rev-parse', '--show-toplevel').catch(() => {
    throw new Error('This folder is no git checkout: there is no older version to upgrade from.');
  });
  const commit = await git(here, 'rev-parse', '--verify', '--quiet', `${from}^{commit}`).catch(() => {
    throw new Error(`There is no commit ${from} in this checkout (a shallow clone has the newest only).`);
  });
  await git(here, 'clone', '--shared', '--no-checkout', '--quiet', here, folder);
  await git(folder, 'checkout', '--detach', '--quiet', commit);

  await bringPackages(folder, say);
  // A Temporal server that was once fetched is not fetched again.
  mkdirSync(path.join(folder, '.anjia'), { recursive: true });
  if (existsSync(inProject('.anjia/bin')))
    symlinkSync(inProject('.anjia/bin'), path.join(folder, '.anjia/bin'), 'junction');
  return { folder, commit };
}
