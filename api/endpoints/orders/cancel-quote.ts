import { http } from '#contracts/http.ts';
import type { Policy } from '#contracts/policy.ts';
import { cancelFee } from '#contracts/price.ts';
import { endpoint } from '../../endpoint.ts';
import { findOrder } from '../../reads/find-order.ts';

export const cancelQuote = endpoint(http.cancelQuote, async ({ deps, reader, params }) => {
  const order = await findOrder({ database: deps.database, reader, orderId: params.orderId });
  const agreed = await deps.database.agreement.findFirst({ where: { orderId: order.id, status: 'signed' } });
  // Only what both have signed can cost something; nothing can be cancelled after it ended.
  if (!agreed || order.stage === 'closed' || order.totalFen === null || !order.startsAt) return { feeFen: 0 };
  const now = Date.now() + Number(order.clockShiftMs);
  const policy = order.policy as unknown as Policy;
  return { feeFen: cancelFee({ totalFen: order.totalFen, startsAt: order.startsAt.getTime(), now, policy }) };
});
