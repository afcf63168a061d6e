import { findBestHelpers } from '#activities/matching/best-helpers.ts';
import { needOf } from '#activities/matching/find-free-helpers.ts';
import { readOrder } from '#activities/order-rows/order-row.ts';
import type { Deps } from '#api/deps.ts';
import { presentHelper } from '#api/helpers/reads/present-helper.ts';
import { readableRows } from '#api/http/readable-rows.ts';
import { Refused } from '#api/http/refused.ts';
import type { ReplyOf } from '#contracts/http.ts';
import { RankedView } from '#contracts/matching/http.ts';
import { quote } from '#contracts/money/price.ts';
import { trueReasons } from './true-reasons.ts';

const MOST = 30;

/**
 * Helpers who could do this order now, best first: the same search and ranking as for the shortlist, without any hold.
 */
export async function rankForDispatch(input: {
  deps: Deps;
  orderId: string;
}): Promise<ReplyOf<'dispatchList'>> {
  const { deps, orderId } = input;
  const { database } = deps;
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
  const byId = new Map(helpers.map((helper) => [helper.id, helper]));
  const rows = ranked.map((one, place) => ({ ...one, rank: place + 1 })).filter(({ id }) => byId.has(id));
  const present = ({ id, rank, reasons, startsAt, level, metres }: (typeof rows)[number]) => {
    const helper = presentHelper(byId.get(id)!);
    const { quantity, policy } = order;
    const price = quote({ level, metres, startsAt, unitFen: need.unitFen, quantity, policy, capFen: null });
    const endsAt = startsAt + order.minutes * 60_000;
    const times = { startsAt: new Date(startsAt).toISOString(), endsAt: new Date(endsAt).toISOString() };
    return { helper, rank, reasons, quote: price, ...times };
  };
  const { shown, unreadable } = readableRows({
    ...{ deps, list: 'dispatchList', rows, item: RankedView, present },
    idOf: ({ id }) => id,
  });
  return { helpers: trueReasons(shown), unreadable };
}
