// node --require ./activities/worker/without-call-stacks.cjs: the worker records no call stack for each promise of a
// workflow. The SDK records them for the "Call stack" page of the Temporal UI, with a stack, a source map and two
// compiled functions each: a tenth of the worker's processor time (docs/decisions/090). ANJIA_CALL_STACKS=true keeps
// them.
const { isMainThread } = require('node:worker_threads');

if (!isMainThread && process.env.ANJIA_CALL_STACKS !== 'true') {
  // Required before the workflow thread runs its own code, which then finds the same module.
  const { globalHandlers } = require('@temporalio/worker/lib/workflow/vm-shared.js');
  /** @type {{ setPromiseHook: () => void }} */ (/** @type {unknown} */ (globalHandlers)).setPromiseHook =
    () => undefined;
}
