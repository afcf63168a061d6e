import { http } from '#contracts/http.ts';
import type { Database } from '#platform/database.ts';
import { endpoint } from '../../endpoint.ts';
import { keepAnswer, type Tx } from '../../keep-answer.ts';
import { receiveInquiry } from '../../writes/receive-inquiry.ts';
import { startWorkflow } from '../../writes/start-workflow.ts';

export const placeOrder = endpoint(http.placeOrder, async ({ deps, reader, keyed, body }) => {
  let isNew = false;
  const work = (tx: Tx) => {
    isNew = true;
    return receiveInquiry({ deps, tx, reader, keyed, body });
  };
  const { orderId } = await keepAnswer({ database: deps.database, keyed, work });
  // The inquiry is safe: when Temporal is away the worker starts it later, and the customer need not wait.
  if (isNew || !(await isStarted(deps.database, orderId)))
    await startWorkflow({ deps, orderId, withinMs: 2_000 }).catch(() => undefined);
  // The inquiry is version 0, however far the order has come when the same call is made again.
  return { ok: true as const, orderId, version: 0 };
});

async function isStarted(database: Database, id: string): Promise<boolean> {
  const order = await database.order.findUniqueOrThrow({ where: { id }, select: { workflowStarted: true } });
  return order.workflowStarted;
}
