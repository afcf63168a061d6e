import type { Client } from '@temporalio/client';
import { notesOf } from './builds.ts';
import { eachOpenOrder, type OpenOrder, openOrder, pin } from './open-orders.ts';

export interface Settled {
  /** Open orders that stay with a build that knows the changed steps they have lived. */
  pinned: number;
  /** Open orders that were held and go with the current build now. */
  returned: number;
}

/**
 * Lets go every held order that the current build can live on: one with no mark of `patched()` that this build does not
 * know. Of a build that never said what it knows, an order may have no mark at all. Orders that came between a hold and
 * the switch and must not go are pinned to the build they came from. Done twice, it does nothing the second time.
 */
export async function settleOrders(input: {
  client: Client;
  current: string;
  from: string | undefined;
}): Promise<Settled> {
  const { client, current, from } = input;
  // Placed a moment ago: the list shows them a moment later.
  await new Promise((done) => setTimeout(done, 2_000));
  const known = new Set((await notesOf(client, current)).marks);
  const mayGo = ({ marks, pinnedTo }: OpenOrder) =>
    pinnedTo === current || marks.every((mark) => known.has(mark));
  let [pinned, returned] = [0, 0];
  await eachOpenOrder(client, async (workflowId, order) => {
    if (mayGo(order)) {
      if (!order.pinnedTo) return;
      await pin(client, workflowId, null);
      // Its old build may have given it a mark since we looked; from now on it cannot.
      const after = await openOrder(client, workflowId);
      if (!after || mayGo(after)) {
        returned += 1;
        return;
      }
      await pin(client, workflowId, order.pinnedTo);
    } else if (!order.pinnedTo) {
      if (!from) return;
      await pin(client, workflowId, from);
    }
    pinned += 1;
  });
  return { pinned, returned };
}
