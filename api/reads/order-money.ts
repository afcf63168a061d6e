import type { OrderView } from '#contracts/order.ts';
import type { Database } from '#platform/database.ts';
import type { WholeOrder } from './load-order.ts';

/** Money of one order, from the ledger: what is still owed, was paid, is a fee, and is the helper's. */
export async function orderMoney(input: {
  database: Database;
  order: WholeOrder;
  showHelperShare: boolean;
}): Promise<OrderView['money']> {
  const { database, order, showHelperShare } = input;
  const transactions = await database.ledgerTransaction.findMany({
    where: { orderId: order.id },
    include: { entries: { where: { unit: 'fen' } } },
  });
  if (transactions.length === 0) return null;
  const customer = `customer:${order.customerId}`;
  const sum = (account: (name: string) => boolean, kinds?: string[]): number =>
    transactions
      .filter(({ kind }) => !kinds || kinds.includes(kind))
      .flatMap(({ entries }) => entries)
      .reduce((total, entry) => (account(entry.account) ? total + entry.amount : total), 0);
  const ofCustomer = (name: string) => name === customer;
  return {
    dueFen: Math.max(0, sum(ofCustomer)),
    paidFen: -sum(ofCustomer, ['payment']),
    feeFen: sum(ofCustomer, ['cancelFee', 'noShowFee', 'waiver']),
    helperFen: showHelperShare ? -sum((name) => name === `helper:${order.helperId}`) : null,
  };
}
