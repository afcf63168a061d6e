import type { WholeOrder } from '#api/access/load-order.ts';
import type { Reader } from '#api/http/reader.ts';
import { orderMoney } from '#api/money/reads/order-money.ts';
import { actionsNow, forColleagues } from '#contracts/access.ts';
import { mayWaiveFee } from '#contracts/money/may-waive-fee.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { factsOfOrder } from './facts-of-order.ts';

/** The messages that this reader may send to this order now; screens offer exactly these. */
export function allowedHere(order: WholeOrder, reader: Reader): OrderView['allowed'] {
  const money = orderMoney(order, false);
  const mayWaive = mayWaiveFee(reader.role, { stage: order.stage, feeFen: 0, dueFen: 0, ...money });
  return [...actionsNow(reader, factsOfOrder(order)), ...(mayWaive ? ['waiveFee' as const] : [])];
}

/** The messages that need a colleague of this reader. */
export const forColleaguesHere = (order: WholeOrder, reader: Reader): OrderView['forColleagues'] =>
  forColleagues(reader, factsOfOrder(order));
