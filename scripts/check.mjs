import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { inProject } from './setup/places.mjs';
import { setUp } from './setup.mjs';

// npm run check [-- <part>…]: the whole truth about a change. Parts: lint, types, tests, build; all without one.
const node = process.execPath;
const bin = (/** @type {string} */ name) => inProject(`node_modules/.bin/${name}`);

/** @type {Record<string, [string, string[]][]>} */
const parts = {
  lint: [
    [bin('biome'), ['check', '--error-on-warnings', '--max-diagnostics=200']],
    [bin('oxlint'), ['--type-aware']],
  ],
  types: [[bin('tsc'), ['--noEmit', '-p', '.']]],
  tests: [[node, [inProject('scripts/test.mjs')]]],
  build: [[node, [inProject('node_modules/vite/bin/vite.js'), 'build', 'web']]],
};

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
await setUp({ temporal: false });
const failed = [];
for (const name of wanted) {
  const commands = parts[name];
  if (!commands) throw new Error(`No part "${name}": ${Object.keys(parts).join(', ')}.`);
  console.log(`\n== ${name}`);
  const options = {
    cwd: inProject('.'),
    stdio: /** @type {const} */ ('inherit'),
    shell: process.platform === 'win32',
  };
  // All commands of a part run, so that one look shows everything.
  const bad = commands.filter(([file, args]) => spawnSync(file, args, options).status !== 0);
  if (bad.length > 0) failed.push(name);
}
console.log(failed.length > 0 ? `\nNot good: ${failed.join(', ')}` : '\nAll good.');
process.exit(failed.length > 0 ? 1 : 0);
