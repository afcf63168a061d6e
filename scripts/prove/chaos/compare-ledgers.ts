import type pg from 'pg';
import { MAY_HAVE_ARRIVED } from '#activities/notices/relay/record-deliveries.ts';
import type { Gateways } from '#scripts/gateways/open-gateways.ts';

export interface LedgerFindings {
  secondNotices: string[];
  lostNotices: string[];
  secondCharges: string[];
  lostCharges: string[];
}

/** Compares the providers' records with our database: duplicates, and entries that only one side has. */
export async function compareLedgers(input: {
  gateways: Gateways;
  database: pg.Pool;
}): Promise<LedgerFindings> {
  const { gateways, database } = input;
  const delivered = countBy(gateways.messages.delivered.map(({ reference }) => reference));
  // Before a kill a message may have gone out without its result being kept; when it is untrue by then, it is not sent
  // again, and the delivery says that it may have arrived.
  const sent = await database.query<{ reference: string; status: string }>(
    `SELECT notice_id || ':' || channel AS reference,
       CASE WHEN error = '${MAY_HAVE_ARRIVED}' THEN error ELSE status END AS status FROM delivery`,
  );
  const known = new Map(sent.rows.map(({ reference, status }) => [reference, status]));
  const isKnown = (reference: string) => ['sent', MAY_HAVE_ARRIVED].includes(known.get(reference) ?? '');
  const secondNotices = [...delivered]
    .filter(([, times]) => times > 1)
    .map(([reference, times]) => `${reference} was delivered ${times} times`);
  const lostNotices = [
    ...[...known]
      .filter(([reference, status]) => status === 'sent' && !delivered.has(reference))
      .map(([reference]) => `${reference} counts as sent, and nobody got it`),
    ...[...delivered.keys()]
      .filter((reference) => !reference.startsWith('code:') && !isKnown(reference))
      .map((reference) => `${reference} was delivered and counts as ${known.get(reference) ?? 'unknown'}`),
  ];

  const { charges } = gateways.charges;
  const rows = await database.query<{ id: string; order_id: string; status: string; gateway: string }>(
    'SELECT id, order_id, status, gateway FROM payment',
  );
  const payments = new Map(rows.rows.map((row) => [row.id, row]));
  const paid = charges.filter((charge) => charge.paid);
  const orderOf = (reference: string) => payments.get(reference)?.order_id ?? `payment ${reference}`;
  const secondCharges = [
    ...[...countBy(charges.map(({ reference }) => reference))]
      .filter(([, times]) => times > 1)
      .map(([reference, times]) => `${orderOf(reference)}: ${times} charges for one payment`),
    ...[...countBy(paid.map(({ reference }) => orderOf(reference)))]
      .filter(([, times]) => times > 1)
      .map(([order, times]) => `${order} was paid ${times} times`),
  ];
  const booked = await database.query<{ key: string }>(
    `SELECT key FROM ledger_transaction WHERE kind = 'payment'`,
  );
  const inTheBooks = new Set(booked.rows.map(({ key }) => key));
  const paidThere = new Set(paid.map(({ reference }) => reference));
  const lostCharges = [
    ...paid
      .filter(({ reference }) => payments.get(reference)?.status !== 'paid')
      .map(({ reference }) => `${orderOf(reference)}: paid at the gateway, not with us`),
    // Ops may have closed the debt by a decision instead: the customer's money must still be in the ledger.
    ...paid
      .filter(({ reference }) => !inTheBooks.has(`${orderOf(reference)}/payment/${reference}`))
      .map(({ reference }) => `${orderOf(reference)}: paid at the gateway, not in the ledger`),
    ...rows.rows
      .filter(({ id, status, gateway }) => status === 'paid' && gateway !== 'cash' && !paidThere.has(id))
      .map(({ order_id }) => `${order_id}: paid with us, not at the gateway`),
  ];
  return { secondNotices, lostNotices, secondCharges, lostCharges };
}

function countBy(items: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}
