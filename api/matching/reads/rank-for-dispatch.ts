import { findBestHelpers } from '#activities/matching/best-helpers.ts';
import { needOf } from '#activities/matching/find-free-helpers.ts';
import { readOrder } from '#activities/order-rows/order-row.ts';
import { presentHelper } from '#api/helpers/reads/present-helper.ts';
import { Refused } from '#api/http/refused.ts';
import type { CandidateView } from '#contracts/matching/candidate.ts';
import { quote } from '#contracts/money/price.ts';
import type { Database } from '#platform/database.ts';

type Ranked = Pick<CandidateView, 'helper' | 'rank' | 'reasons' | 'quote' | 'startsAt' | 'endsAt'>;
const MOST = 30;

/**
 * Helpers who could do this order now, best first: the same search and ranking as for the shortlist, without any hold.
 */
export async function rankForDispatch(input: { database: Database; orderId: string }): Promise<Ranked[]> {
  const { database, orderId } = input;
  const row = await database.models.order.findUnique({ where: { id: orderId } });
  if (!row) throw new Refused('NotFound');
  const order = readOrder(row);
  const need = await needOf(database, order);
  const now = Date.now() + order.clockShiftMs;
  const search = { order, need, now, most: MOST, excluded: [], reasons: [] };
  const { ranked } = await findBestHelpers(database, search);
  const helpers = await database.models.helper.findMany({
    where: { id: { in: ranked.map(({ id }) => id) } },
    include: { skills: true },
  });
  const byId = new Map(helpers.map((helper) => [helper.id, presentHelper(helper)]));
  return ranked.flatMap(({ id, reasons, startsAt, level, metres }, place) => {
    const helper = byId.get(id);
    if (!helper) return [];
    const { quantity, policy } = order;
    const price = quote({ level, metres, startsAt, unitFen: need.unitFen, quantity, policy, capFen: null });
    const endsAt = startsAt + order.minutes * 60_000;
    const times = { startsAt: new Date(startsAt).toISOString(), endsAt: new Date(endsAt).toISOString() };
    return { helper, rank: place + 1, reasons, quote: price, ...times };
  });
}
