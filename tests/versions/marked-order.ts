import { condition, defineSignal, patched, setHandler, sleep } from '@temporalio/workflow';

/** Stands for an order whose steps were changed twice: each `go` lives one of the changed steps, `close` ends it. */
export async function orderWorkflow(): Promise<void> {
  let gone = 0;
  let closed = false;
  setHandler(defineSignal('go'), () => {
    gone += 1;
  });
  setHandler(defineSignal('close'), () => {
    closed = true;
  });
  await condition(() => gone > 0 || closed);
  if (gone > 0 && patched('first')) await sleep(1);
  await condition(() => gone > 1 || closed);
  if (gone > 1 && patched('second')) await sleep(1);
  await condition(() => closed);
}

/** Stands for a subject that only the newer build knows. */
export async function caseWorkflow(): Promise<void> {
  let closed = false;
  setHandler(defineSignal('close'), () => {
    closed = true;
  });
  await condition(() => closed);
}
