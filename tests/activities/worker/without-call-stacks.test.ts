import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { inProject } from '#scripts/setup/places.mjs';

const FLAG = ['--require', './activities/worker/without-call-stacks.cjs'];

/** Whether the SDK's workflow thread would record a call stack for each promise. */
function keepsStacks(flags: string[], env: Record<string, string> = {}): boolean {
  const thread = `
    const { globalHandlers } = require('@temporalio/worker/lib/workflow/vm-shared.js');
    globalHandlers.install();
    require('node:worker_threads').parentPort.postMessage(globalHandlers.promiseHookInstalled);`;
  const main = `
    const { Worker } = require('node:worker_threads');
    new Worker(${JSON.stringify(thread)}, { eval: true }).on('message', (kept) => console.log(kept));`;
  const args = [...flags, '--input-type=commonjs', '--eval', main];
  const options = { cwd: inProject('.'), env: { ...process.env, ...env }, encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, args, options));
}

test('the SDK keeps call stacks by itself, our worker only when asked to', () => {
  expect(keepsStacks([])).toBe(true);
  expect(keepsStacks(FLAG)).toBe(false);
  expect(keepsStacks(FLAG, { ANJIA_CALL_STACKS: 'true' })).toBe(true);
});

test('every way to start a worker has the flag', () => {
  const ways = {
    'package.json': `${FLAG.join(' ')} --import tsx activities/worker.ts`,
    'deploy/Dockerfile': '"--require", "./activities/worker/without-call-stacks.cjs", "activities/worker.ts"',
    'scripts/start.mjs': "flags: ['--require', './activities/worker/without-call-stacks.cjs']",
  };
  for (const [file, words] of Object.entries(ways))
    expect(readFileSync(inProject(file), 'utf8')).toContain(words);
});
