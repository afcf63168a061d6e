import { splitFen } from '#contracts/money/price.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/** Debit > 0, credit < 0; the postings of one transaction sum to zero per unit. */
export interface Posting {
  account: string;
  amount: number;
  unit?: 'fen' | 'points';
}
export interface LedgerTransaction {
  key: string;
  orderId: string;
  kind: 'settle' | 'payment' | 'cancelFee' | 'noShowFee' | 'waiver' | 'reward';
  cause: string;
  at: string;
  postings: Posting[];
}

/** The only writer of money. Empty transactions write nothing; the database refuses unbalanced ones, too. */
export async function writeLedger(tx: Tx, entry: LedgerTransaction): Promise<void> {
  const postings = entry.postings.filter(({ amount }) => amount !== 0).map((p) => ({ unit: 'fen', ...p }));
  if (postings.length === 0) return;
  await tx.execute(sql`
    WITH head AS (
      INSERT INTO ledger_transaction (key, order_id, kind, cause, at)
      VALUES (${entry.key}, ${entry.orderId}, ${entry.kind}, ${entry.cause}, ${new Date(entry.at)})
      RETURNING key
    )
    INSERT INTO ledger_entry (transaction_key, account, unit, amount)
    SELECT head.key, p ->> 'account', p ->> 'unit', (p ->> 'amount')::int
    FROM head, jsonb_array_elements(${JSON.stringify(postings)}::jsonb) AS given (p)`);
}

/** What the customer still owes for this order: fees and services less payments and waivers. */
export async function outstandingFen(tx: Tx, orderId: string, customerId: string): Promise<number> {
  const [row] = await tx.query<{ fen: bigint | null }>(sql`
    SELECT sum(e.amount) AS fen FROM ledger_entry e JOIN ledger_transaction t ON t.key = e.transaction_key
    WHERE t.order_id = ${orderId} AND e.account = ${`customer:${customerId}`} AND e.unit = 'fen'`);
  return Number(row?.fen ?? 0);
}

/** The service is owed by the customer and earned by helper and platform. */
export function settlePostings(input: {
  dueFen: number;
  customerId: string;
  helperId: string;
  policy: Pick<Policy, 'platformPercent'>;
}): Posting[] {
  const share = splitFen(input.dueFen, input.policy.platformPercent);
  return [
    { account: `customer:${input.customerId}`, amount: input.dueFen },
    { account: `helper:${input.helperId}`, amount: -share.helper },
    { account: 'platform:income', amount: -share.platform },
  ];
}

/** @internal tests state the postings of one payment */
export function paymentPostings(input: { fen: number; customerId: string; gateway: string }): Posting[] {
  return [
    { account: `gateway:${input.gateway}`, amount: input.fen },
    { account: `customer:${input.customerId}`, amount: -input.fen },
  ];
}

/** The only place that books a payment: its key refuses a second booking. */
export const paymentKey = (orderId: string, paymentId: string): string => `${orderId}/payment/${paymentId}`;

/** Received money belongs to the customer, whatever it was meant for. */
export async function bookPayment(
  tx: Tx,
  order: { id: string; customerId: string },
  payment: { id: string; amountFen: number; gateway: string },
  why: { cause: string; at: string },
): Promise<void> {
  await writeLedger(tx, {
    key: paymentKey(order.id, payment.id),
    orderId: order.id,
    kind: 'payment',
    ...{ cause: why.cause, at: why.at },
    postings: paymentPostings({
      fen: payment.amountFen,
      customerId: order.customerId,
      gateway: payment.gateway,
    }),
  });
}

/** A customer's fee goes mostly to the helper whose time was taken; a helper's fee to the platform that finds another. */
export function feePostings(input: {
  fen: number;
  payer: 'customer' | 'helper';
  customerId: string;
  helperId: string | null;
  policy: Pick<Policy, 'feeToHelperPercent'>;
}): Posting[] {
  if (input.payer === 'helper') {
    return [
      { account: `helper:${input.helperId}`, amount: input.fen },
      { account: 'platform:income', amount: -input.fen },
    ];
  }
  const toHelper = input.helperId ? Math.round((input.fen * input.policy.feeToHelperPercent) / 100) : 0;
  return [
    { account: `customer:${input.customerId}`, amount: input.fen },
    { account: `helper:${input.helperId}`, amount: -toHelper },
    { account: 'platform:income', amount: toHelper - input.fen },
  ];
}

/** A written-off sum is a loss of the platform, not of the helper. */
export function waiverPostings(input: { fen: number; customerId: string }): Posting[] {
  return [
    { account: 'platform:losses', amount: input.fen },
    { account: `customer:${input.customerId}`, amount: -input.fen },
  ];
}

export function rewardPostings(input: { helperId: string; bonusFen: number; points: number }): Posting[] {
  return [
    { account: 'platform:marketing', amount: input.bonusFen },
    { account: `helper:${input.helperId}`, amount: -input.bonusFen },
    { account: 'platform:points', amount: input.points, unit: 'points' },
    { account: `points:${input.helperId}`, amount: -input.points, unit: 'points' },
  ];
}
