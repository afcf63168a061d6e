import { findOrder } from '#api/access/find-order.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { cancelFeeFacts } from '#api/money/reads/cancel-fee-facts.ts';
import { http } from '#contracts/http.ts';
import { endingFee } from '#contracts/orders/ending-fee.ts';

export const cancelQuote = endpoint(http.cancelQuote, async ({ deps, reader, params }) => {
  const order = await findOrder({ database: deps.database, reader, orderId: params.orderId });
  const [agreements, visit] = await Promise.all([
    deps.database.models.agreement.findMany({ where: { orderId: order.id } }),
    deps.database.models.visit.findUnique({ where: { orderId: order.id } }),
  ]);
  const facts = cancelFeeFacts({ order, agreements, visit });
  const feeFor = (role: typeof reader.role) => (facts && endingFee({ ...facts, role })?.fen) ?? 0;
  return { feeFen: feeFor(reader.role), customerFeeFen: feeFor('customer') };
});
