import type { z } from 'zod';
import type { Deps } from '#api/deps.ts';
import { readableRows } from '#api/http/readable-rows.ts';
import { Refused } from '#api/http/refused.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { DecisionView, Earning, type RecordReply, RewardView } from '#contracts/helpers/http.ts';
import { shownRating } from '#contracts/helpers/shown-rating.ts';
import type { http } from '#contracts/http.ts';
import { sql } from '#platform/sql.ts';
import { recordPage } from './record-page.ts';

/** A helper's sums, and one page of the earnings, rewards and decisions. */
export async function helperRecord(input: {
  deps: Pick<Deps, 'database' | 'logger'>;
  helperId: string;
  query?: z.infer<typeof http.record.query>;
}): Promise<z.input<typeof RecordReply>> {
  const { deps, helperId, query = {} } = input;
  const { database } = deps;
  const account = `helper:${helperId}`;
  const [helper, page, sums, points] = await Promise.all([
    database.models.helper.findUnique({ where: { id: helperId } }),
    recordPage({ database, helperId, query }),
    database.query<{ total: bigint | null; month: bigint | null }>(sql`
      SELECT -sum(e.amount) AS total, -sum(e.amount) FILTER (WHERE t.at >= ${monthStart()}) AS month
      FROM ledger_entry e JOIN ledger_transaction t ON t.key = e.transaction_key
      WHERE e.account = ${account} AND e.unit = 'fen'`),
    database.models.ledgerEntry.aggregate({
      where: { account: `points:${helperId}`, unit: 'points' },
      _sum: { amount: true },
    }),
  ]);
  if (!helper) throw new Refused('NotFound');
  const list = 'record';
  const idOf = (row: { orderId: string }) => row.orderId;
  const earnings = readableRows({
    ...{ deps, list, rows: page.earnings, item: Earning },
    idOf: ({ transaction }) => transaction.orderId ?? transaction.key,
    present: ({ amount, transaction: { orderId, kind, at } }) => ({
      orderId: orderId!,
      fen: -amount,
      kind,
      at: at.toISOString(),
    }),
  });
  const rewards = readableRows({
    ...{ deps, list, rows: page.rewards, item: RewardView, idOf },
    present: ({ orderId, points, bonusFen, at, boostUntil }) => ({
      orderId,
      points,
      bonusFen,
      at: at.toISOString(),
      boostUntil: boostUntil?.toISOString() ?? null,
    }),
  });
  const decisions = readableRows({
    ...{ deps, list, rows: page.penalties, item: DecisionView, idOf },
    present: ({ orderId, kind, reason, at, appealUntil }) => ({
      orderId,
      kind,
      reason,
      at: at.toISOString(),
      appealUntil: appealUntil.toISOString(),
    }),
  });
  return {
    // Credits are below zero in the ledger: what we owe the helper.
    monthFen: Number(sums[0]?.month ?? 0),
    totalFen: Number(sums[0]?.total ?? 0),
    points: 0 - (points._sum.amount ?? 0),
    completed: helper.completedCount,
    rating: shownRating(helper),
    earnings: earnings.shown,
    rewards: rewards.shown,
    decisions: decisions.shown,
    next: page.next,
    unreadable: [earnings, rewards, decisions].flatMap(({ unreadable }) => unreadable),
  };
}

/** The first of the month in the city's time zone. */
function monthStart(): Date {
  const offset = STANDARD_POLICY.utcOffsetMinutes * 60_000;
  const local = new Date(Date.now() + offset);
  return new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), 1) - offset);
}
