import type { AnOrder } from './an-order.ts';

/** A fake activity that waits until it is let go; `reached` resolves when it has begun. */
export function heldStep() {
  let begun: () => void = () => undefined;
  let letGo: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const step = async (): Promise<undefined> => {
    begun();
    await free;
    return undefined;
  };
  return { reached, letGo: () => letGo(), step };
}

/** Waits until the history has accepted this many updates that have no answer yet. */
export async function unanswered(order: AnOrder, count: number): Promise<void> {
  for (let tries = 0; tries < 1_500; tries += 1) {
    const events = (await order.handle.fetchHistory()).events ?? [];
    const accepted = events.filter((e) => e.workflowExecutionUpdateAcceptedEventAttributes).length;
    const completed = events.filter((e) => e.workflowExecutionUpdateCompletedEventAttributes).length;
    if (accepted - completed === count) return;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`The order never had ${count} updates without an answer.`);
}
