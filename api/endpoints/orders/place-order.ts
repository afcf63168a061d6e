import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { keepAnswer } from '../../keep-answer.ts';
import { receiveInquiry } from '../../writes/receive-inquiry.ts';
import { startWorkflow } from '../../writes/start-workflow.ts';

export const placeOrder = endpoint(http.placeOrder, async ({ deps, reader, keyed, body }) => {
  const work = (tx: Parameters<typeof receiveInquiry>[0]['tx']) =>
    receiveInquiry({ deps, tx, reader, keyed, body });
  const { orderId } = await keepAnswer({ database: deps.database, keyed, work });
  const order = await deps.database.order.findUniqueOrThrow({
    where: { id: orderId },
    select: { workflowStarted: true },
  });
  // The inquiry is safe: when Temporal is away the worker starts it later, and the customer need not wait.
  if (!order.workflowStarted) await startWorkflow({ deps, orderId, withinMs: 2_000 }).catch(() => undefined);
  // The inquiry is version 0, however far the order has come when the same call is made again.
  return { ok: true as const, orderId, version: 0 };
});
