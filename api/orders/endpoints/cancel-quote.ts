import { findOrder } from '#api/access/find-order.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { cancelFee } from '#contracts/money/price.ts';
import type { Policy } from '#contracts/policy.ts';

export const cancelQuote = endpoint(http.cancelQuote, async ({ deps, reader, params }) => {
  const order = await findOrder({ database: deps.database, reader, orderId: params.orderId });
  const [agreements, visit] = await Promise.all([
    deps.database.agreement.findMany({ where: { orderId: order.id } }),
    deps.database.visit.findUnique({ where: { orderId: order.id } }),
  ]);
  // Only what both have signed can cost something; nothing can be cancelled after it ended.
  const agreed = agreements.some(({ status }) => status === 'signed');
  if (!agreed || order.stage === 'closed' || order.totalFen === null || !order.startsAt) return { feeFen: 0 };
  // Whose helper dropped out after both had signed may leave free of charge.
  if (agreements.some(({ status, sealedAt }) => status === 'void' && sealedAt)) return { feeFen: 0 };
  return {
    feeFen: cancelFee({
      totalFen: order.totalFen,
      startsAt: order.startsAt.getTime(),
      now: Date.now() + Number(order.clockShiftMs),
      floorFen: visit?.feeFloorFen ?? 0,
      policy: order.policy as unknown as Policy,
    }),
  };
});
