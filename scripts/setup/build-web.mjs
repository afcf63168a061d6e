import { existsSync } from 'node:fs';
import { hashOf, inProject } from './places.mjs';
import { run, step } from './progress.mjs';
import { whenChanged } from './remember.mjs';

/** Builds web/dist when a source of it changed. */
export async function buildWeb() {
  if (!existsSync(inProject('web/index.html'))) return;
  await whenChanged({
    name: 'web',
    hash: hashOf(['web', 'contracts', 'package-lock.json'], (name) => name === 'web/dist'),
    present: () => existsSync(inProject('web/dist/index.html')),
    work: () =>
      step('building the web pages', () =>
        run({
          file: process.execPath,
          args: [inProject('node_modules/vite/bin/vite.js'), 'build', 'web', '--logLevel', 'warn'],
          cwd: inProject('.'),
        }),
      ),
  });
}
