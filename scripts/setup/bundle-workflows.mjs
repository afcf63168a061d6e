import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { hashOf, inProject, ownFolder } from './places.mjs';
import { run, step } from './progress.mjs';

/**
 * The workflows as one file, made again only when they change: a worker that is started (again) with it in
 * WORKFLOW_BUNDLE takes orders two seconds earlier. The one with tracing lies beside it under the same name.
 * @param {{ traced?: boolean }} [how]
 * @returns {Promise<string>}
 */
export async function bundleWorkflows({ traced = false } = {}) {
  const file = bundleFile(traced);
  if (existsSync(file)) return file;
  // In a process of its own: the bundler takes much memory, and the supervisor stays for long.
  const args = [import.meta.filename, ...(traced ? ['traced'] : [])];
  await step(`bundling the workflows${traced ? ' with tracing' : ''}`, () =>
    run({ file: process.execPath, args, cwd: inProject('.') }),
  );
  return file;
}

/** @param {boolean} traced */
function bundleFile(traced) {
  const hash = hashOf(['workflows', 'contracts', 'package-lock.json']).slice(0, 20);
  return path.join(ownFolder, 'workflows', `bundle-${hash}${traced ? '.traced' : ''}.js`);
}

/** @param {boolean} traced */
async function build(traced) {
  const file = bundleFile(traced);
  const folder = path.dirname(file);
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const workflowsPath = inProject('workflows/index.ts');
  const workflowInterceptorModules = traced ? [inProject('workflows/trace-interceptors.ts')] : [];
  const logger = new DefaultLogger('WARN');
  const { code } = await bundleWorkflowCode({ workflowsPath, workflowInterceptorModules, logger });
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

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await build(process.argv[2] === 'traced');
