import { readOrder, type StoredOrder } from '#activities/order-rows/order-row.ts';
import type { Deps } from '#api/deps.ts';
import { listSummaries } from '#api/order-rows/list-summaries.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { ReplyOf } from '#contracts/http.ts';
import { splitFen } from '#contracts/money/price.ts';
import type { VisitPhase } from '#contracts/orders/stages.ts';
import { factTooEarlyUntil } from '#contracts/visits/in-its-time.ts';
import type { Database } from '#platform/database.ts';

const DAY = 86_400_000;

/**
 * A helper's visits from this morning on, with the helper's share, in order of time; a running visit is always
 * included.
 */
export async function visitsOf(input: {
  deps: Deps;
  helperId: string;
  days: number;
}): Promise<ReplyOf<'myDay'>> {
  const { deps, helperId, days } = input;
  const { database } = deps;
  const offset = STANDARD_POLICY.utcOffsetMinutes * 60_000;
  const morning = Math.floor((Date.now() + offset) / DAY) * DAY - offset;
  const rows = await database.models.order.findMany({
    where: {
      helperId,
      visit: { helperId },
      OR: [
        { startsAt: { gte: new Date(morning), lt: new Date(morning + days * DAY) } },
        { stage: { in: ['scheduled', 'visit'] }, startsAt: { lt: new Date(morning) } },
      ],
    },
    include: { visit: true },
    orderBy: { startsAt: 'asc' },
    take: 200,
  });
  const [{ shown, unreadable }, earned] = await Promise.all([
    listSummaries({ deps, list: 'myDay', rows }),
    earnedBy({ database, helperId, orderIds: rows.map(({ id }) => id) }),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const visits = shown.map((summary) => {
    const row = readOrder(byId.get(summary.id)!);
    return {
      ...summary,
      helperFen: earned.get(summary.id) ?? agreedShare(row),
      mayDepart: mayDepart(summary.phase, row),
    };
  });
  return { visits, unreadable };
}

function mayDepart(phase: VisitPhase | null, { startsAt, clockShiftMs, policy }: StoredOrder): boolean {
  const booked = startsAt && { startsAt: startsAt.getTime() };
  const now = Date.now() + clockShiftMs;
  return (
    booked !== null && phase === 'planned' && factTooEarlyUntil('departed', { booked, now, policy }) === null
  );
}

/** Before settlement: the helper's share of the agreed sum. */
function agreedShare({ totalFen, policy }: Pick<StoredOrder, 'totalFen' | 'policy'>): number | null {
  return totalFen === null ? null : splitFen(totalFen, policy.platformPercent).helper;
}

/** The ledger's sum once money was booked: a reduction or a fee is included. */
async function earnedBy(input: {
  database: Database;
  helperId: string;
  orderIds: string[];
}): Promise<Map<string, number>> {
  const entries = await input.database.models.ledgerEntry.findMany({
    where: {
      account: `helper:${input.helperId}`,
      unit: 'fen',
      transaction: { orderId: { in: input.orderIds } },
    },
    select: { amount: true, transaction: { select: { orderId: true } } },
  });
  const earned = new Map<string, number>();
  for (const { amount, transaction } of entries) {
    const orderId = transaction.orderId ?? '';
    earned.set(orderId, (earned.get(orderId) ?? 0) - amount);
  }
  return earned;
}
