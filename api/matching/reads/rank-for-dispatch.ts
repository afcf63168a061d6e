import { findBestHelpers } from '#activities/matching/best-helpers.ts';
import { needOf } from '#activities/matching/find-free-helpers.ts';
import { readOrder } from '#activities/order-rows/order-row.ts';
import type { Deps } from '#api/deps.ts';
import { presentHelper } from '#api/helpers/reads/present-helper.ts';
import { readCursor, writeCursor } from '#api/http/list-page.ts';
import { readableRows } from '#api/http/readable-rows.ts';
import { Refused } from '#api/http/refused.ts';
import type { ReplyOf } from '#contracts/http.ts';
import { RankedView } from '#contracts/matching/http.ts';
import { quote } from '#contracts/money/price.ts';
import { trueReasons } from './true-reasons.ts';

const PAGE = 30;
/** Where a page ends: the place and its helper, who may have another place by now. */
const CURSOR = { name: 'dispatch', keys: [{ type: 'bigint' }, { type: 'uuid' }] } as const;
/** Nobody looks through more; a larger number in a cursor is not ours. */
const MOST = 5_000;

/**
 * One page of the helpers who could do this order now, best first: the same search and ranking as for the shortlist,
 * without any hold. The ranking is made anew for each page; it goes on after the helper with whom the last one ended.
 */
export async function rankForDispatch(input: {
  deps: Deps;
  orderId: string;
  query?: { after?: string | undefined; limit?: number | undefined };
}): Promise<ReplyOf<'dispatchList'>> {
  const { deps, orderId, query = {} } = input;
  const { after, limit = PAGE } = query;
  const { database } = deps;
  const ended = after === undefined ? null : endOf(after);
  const row = await database.models.order.findUnique({ where: { id: orderId } });
  if (!row) throw new Refused('NotFound');
  const order = readOrder(row);
  const need = await needOf(database, order);
  const now = Date.now() + order.clockShiftMs;
  const search = { order, need, now, most: (ended?.rank ?? 0) + limit + 1, excluded: [], reasons: [] };
  const { ranked } = await findBestHelpers(database, search);
  const helpers = await database.models.helper.findMany({
    where: { id: { in: ranked.map(({ id }) => id) } },
    include: { skills: true },
  });
  const byId = new Map(helpers.map((helper) => [helper.id, helper]));
  const rows = ranked.filter(({ id }) => byId.has(id)).map((one, place) => ({ ...one, rank: place + 1 }));
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
  const place = ended ? (rows.find(({ id }) => id === ended.helperId)?.rank ?? ended.rank) : 0;
  const page = rows.slice(place, place + limit);
  const ids = new Set(page.map(({ id }) => id));
  const last = page.at(-1);
  return {
    helpers: trueReasons(shown).filter(({ helper }) => ids.has(helper.id)),
    next: last && rows.length > last.rank ? writeCursor([CURSOR.name, String(last.rank), last.id]) : null,
    unreadable: unreadable.filter(({ id }) => ids.has(id)),
  };
}

function endOf(after: string): { rank: number; helperId: string } {
  const { values } = readCursor([CURSOR], after);
  return { rank: Math.min(Math.max(0, Number(values[0])), MOST), helperId: values[1]! };
}
