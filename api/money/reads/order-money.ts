import type { WholeOrder } from '#api/access/load-order.ts';
import type { OrderView } from '#contracts/orders/order.ts';

/** Money of one order, from the ledger: what is still owed, was paid, is a fee, and is the helper's. */
export function orderMoney(order: WholeOrder, showHelperShare: boolean): OrderView['money'] {
  const { entries } = order;
  if (entries.length === 0) return null;
  const customer = `customer:${order.customerId}`;
  const sum = (account: (name: string) => boolean, kinds?: string[]): number =>
    entries
      .filter(({ kind }) => !kinds || kinds.includes(kind))
      .reduce((total, entry) => (account(entry.account) ? total + entry.fen : total), 0);
  const ofCustomer = (name: string) => name === customer;
  return {
    dueFen: Math.max(0, sum(ofCustomer)),
    paidFen: -sum(ofCustomer, ['payment']),
    feeFen: sum(ofCustomer, ['cancelFee', 'noShowFee', 'waiver']),
    helperFen: showHelperShare ? -sum((name) => name === `helper:${order.helperId}`) : null,
  };
}
