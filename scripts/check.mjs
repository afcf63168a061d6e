import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { inProject } from './setup/places.mjs';
import { setUp } from './setup.mjs';

// npm run check [-- <part>…]: the whole truth about a change, and what CI runs. Without a part all of them run, the tests
// last; then the last line of stdout is "N passed, N failed". CONTRIBUTING.md says what each part looks at.

/** @typedef {() => boolean | Promise<boolean>} Part true: nothing to complain about */
/** @type {Record<string, Part>} */
const parts = {
  lint: () => {
    const format = tool('biome', 'check', '--error-on-warnings', '--max-diagnostics=200');
    const rules = tool('oxlint', '--type-aware');
    return format && rules;
  },
  types: () => tool('tsc', '--noEmit', '-p', '.'),
  unused: () => {
    const everywhere = tool('knip', '--no-progress', '--no-config-hints');
    // Once more without the tests: what only they use is named where it stands (knip.jsonc).
    const withoutTests = tool('knip', '--no-progress', '--no-config-hints', '--production');
    return everywhere && withoutTests;
  },
  build: async () => {
    await setUp({ temporal: false, web: true });
    return true;
  },
  openapi: () => node('--import', 'tsx', inProject('scripts/openapi.ts'), '--check'),
  commits: () => node(inProject('scripts/check/commits.mjs')),
  tests: () => node(inProject('scripts/test.mjs')),
};

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
const unknown = wanted.find((name) => !(name in parts));
if (unknown !== undefined) {
  console.error(`No part "${unknown}": ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}

const red = await check();
const withTests = wanted.includes('tests');
if (red.length > 0 && withTests) {
  // Minutes of tests would say nothing about a change that is not done.
  console.log(`\nRed: ${red.join(', ')}. The tests did not run.\n0 passed, ${red.length} failed`);
} else if (red.length > 0) console.log(`\nRed: ${red.join(', ')}.`);
else if (!withTests) console.log('\nAll good.');
else if (!(await run('tests'))) process.exit(1);
process.exit(red.length > 0 ? 1 : 0);

/** All parts but the tests, so that one run shows everything. @returns {Promise<string[]>} the red ones */
async function check() {
  try {
    await setUp({ temporal: false });
  } catch (error) {
    console.error(`\nSet-up stopped: ${/** @type {Error} */ (error).message}`);
    return ['set-up'];
  }
  const red = [];
  for (const name of wanted) if (name !== 'tests' && !(await run(name))) red.push(name);
  return red;
}

/** @param {string} name */
async function run(name) {
  console.log(`\n== ${name}`);
  try {
    return await parts[name]?.();
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    return false;
  }
}

/** @param {string} name @param {string[]} args */
function tool(name, ...args) {
  return succeeds(inProject(`node_modules/.bin/${name}`), args);
}

/** @param {string[]} args */
function node(...args) {
  return succeeds(process.execPath, args);
}

/** @param {string} file @param {string[]} args */
function succeeds(file, args) {
  const shell = process.platform === 'win32';
  return spawnSync(file, args, { cwd: inProject('.'), stdio: 'inherit', shell }).status === 0;
}
