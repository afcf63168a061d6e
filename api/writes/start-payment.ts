import { outstandingFen } from '#activities/ledger.ts';
import { lockOrder } from '#activities/order-row.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../keep-answer.ts';
import { Refused } from '../refused.ts';

interface Started {
  paymentId: string;
  amountFen: number;
  gateway: string;
}

/** Starts a payment of what is still owed. One that was started before and is still open is used again. */
export async function startPayment(input: {
  deps: Deps;
  tx: Tx;
  orderId: string;
  paymentId: string;
}): Promise<Started> {
  const { deps, tx, orderId } = input;
  // Under the order's lock, so that two devices of one customer get the same payment.
  const order = await lockOrder(tx, orderId);
  if (!order) throw new Refused('NotFound');
  const amountFen = await outstandingFen(tx, orderId, order.customerId);
  if (amountFen <= 0) throw new Refused('WrongStage');
  const { name: gateway } = deps.payments;
  const open = await tx.payment.findFirst({
    where: { orderId, gateway, amountFen, status: 'created' },
    orderBy: { createdAt: 'desc' },
  });
  const payment =
    open ??
    (await tx.payment.create({
      data: { id: input.paymentId, orderId, amountFen, gateway, status: 'created' },
    }));
  return { paymentId: payment.id, amountFen, gateway };
}
