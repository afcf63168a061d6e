import { findMatchingHelpers, needOf, withFreeStart } from '#activities/find-free-helpers.ts';
import type { OrderRow } from '#activities/order-row.ts';
import { rankHelpers } from '#activities/ranking.ts';
import type { CandidateView } from '#contracts/order.ts';
import type { Policy } from '#contracts/policy.ts';
import { quote } from '#contracts/price.ts';
import type { Database } from '#platform/database.ts';
import { Refused } from '../refused.ts';
import { presentHelper } from './present-helper.ts';

type Ranked = Pick<CandidateView, 'helper' | 'rank' | 'reasons' | 'quote' | 'startsAt' | 'endsAt'>;
const MOST = 30;

/** Who could take this order now, best first: the same search and ranking as the shortlist, without any hold. */
export async function rankForDispatch(input: { database: Database; orderId: string }): Promise<Ranked[]> {
  const { database, orderId } = input;
  const row = await database.order.findUnique({ where: { id: orderId } });
  if (!row) throw new Refused('NotFound');
  const policy = row.policy as unknown as Policy;
  const order = { ...row, policy, clockShiftMs: Number(row.clockShiftMs) } as unknown as OrderRow;
  const need = await needOf(database, order);
  const matching = await findMatchingHelpers(database, { order, need, excluded: [] });
  const now = Date.now() + order.clockShiftMs;
  const free = await withFreeStart(database, { order, need, matching, now });
  const priced = free.map((helper) => {
    const price = quote({ ...helper, unitFen: need.unitFen, quantity: order.quantity, policy, capFen: null });
    return { ...helper, price, totalFen: price.totalFen };
  });
  const { utcOffsetMinutes } = policy;
  const window = { windowStart: order.windowStart.getTime(), windowEnd: order.windowEnd.getTime() };
  const ranked = rankHelpers({ orderId, helpers: priced, reasons: [], ...window, utcOffsetMinutes }).slice(
    0,
    MOST,
  );
  const helpers = await database.helper.findMany({
    where: { id: { in: ranked.map(({ id }) => id) } },
    include: { skills: true },
  });
  const byId = new Map(helpers.map((helper) => [helper.id, presentHelper(helper)]));
  return ranked.flatMap(({ id, reasons, price, startsAt }, place) => {
    const helper = byId.get(id);
    if (!helper) return [];
    const endsAt = startsAt + order.minutes * 60_000;
    const times = { startsAt: new Date(startsAt).toISOString(), endsAt: new Date(endsAt).toISOString() };
    return { helper, rank: place + 1, reasons, quote: price, ...times };
  });
}
