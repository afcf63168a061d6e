import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { hashOf, inProject, ownFolder } from './places.mjs';
import { run, step } from './progress.mjs';

/**
 * The workflows as one file, made again only when they change: a worker that is started (again) with it in
 * WORKFLOW_BUNDLE takes orders two seconds earlier.
 * @returns {Promise<string>}
 */
export async function bundleWorkflows() {
  const file = bundleFile();
  if (existsSync(file)) return file;
  // In a process of its own: the bundler takes much memory, and the supervisor stays for long.
  await step('bundling the workflows', () =>
    run({ file: process.execPath, args: [import.meta.filename], cwd: inProject('.') }),
  );
  return file;
}

function bundleFile() {
  const hash = hashOf(['workflows', 'contracts', 'package-lock.json']).slice(0, 20);
  return path.join(ownFolder, 'workflows', `bundle-${hash}.js`);
}

async function build() {
  const file = bundleFile();
  const folder = path.dirname(file);
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const workflowsPath = inProject('workflows/index.ts');
  const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, code);
  renameSync(`${file}.${process.pid}`, file);
  // A few old ones stay: a system that runs may still start its worker from one.
  for (const old of readdirSync(folder).sort(byAge(folder)).slice(5)) rmSync(path.join(folder, old));
}

/** @param {string} folder */
function byAge(folder) {
  const age = (/** @type {string} */ name) => statSync(path.join(folder, name)).mtimeMs;
  return (/** @type {string} */ a, /** @type {string} */ b) => age(b) - age(a);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build();
