import type { z } from 'zod';
import type { WholeOrder } from '#api/access/load-order.ts';
import { presentHelper } from '#api/helpers/reads/present-helper.ts';
import type { Reader } from '#api/http/reader.ts';
import type { Quote } from '#contracts/money/price.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { isStaff } from '#contracts/people/roles.ts';
import type { Database } from '#platform/database.ts';
import { blurDistance } from './blur-distance.ts';
import { type Comparable, compareCandidates } from './compare-candidates.ts';
import { trueReasons } from './true-reasons.ts';
import { whoCannotCome } from './who-cannot-come.ts';

type View = z.input<typeof OrderView>;
type Reasons = View['shortlist'][number]['reasons'];

/** The helpers of the current round, as this reader may compare them; a helper sees only the own offer. */
export async function orderShortlist({
  database,
  reader,
  order,
}: {
  database: Database;
  reader: Reader;
  order: WholeOrder;
}): Promise<View['shortlist']> {
  const isOffered = reader.role === 'helper';
  if (order.candidates.length === 0) return [];
  const rows = order.candidates.filter((c) => c.round === order.round);
  const rematch = isOffered ? null : rematchOf(order);
  const before = rematch ? order.candidates.filter((c) => c.round === order.round - 1) : [];
  const gone = isOffered ? new Set<string>() : await whoCannotCome({ database, order });
  const former = before.flatMap(comparable);
  const offers = rows.flatMap((row) => {
    const { inquiry: site } = order;
    const [candidate] = comparable(row);
    if (!row.helper) return [];
    return {
      helper: presentHelper(row.helper),
      ...(gone.has(row.helperId) ? { gone: true } : {}),
      ...(rematch && site && candidate
        ? { compared: compareCandidates({ candidate, before: former, site, reasons: rematch.reasons }) }
        : {}),
      rank: row.rank,
      reasons: (row.reasons as Reasons).map((one) => (isStaff(reader) ? one : blurred(one))),
      // Stored JSON that only our own transition writes.
      quote: row.quote as unknown as Quote,
      startsAt: row.startsAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
      hold: row.hold as 'firm',
      status: row.status as 'offered',
    };
  });
  // What a card says is true beside all cards of the round, also of those that this reader does not see.
  return trueReasons(offers).filter(({ helper }) => !isOffered || helper.id === reader.id);
}

const blurred = (reason: Reasons[number]): Reasons[number] =>
  reason.code === 'near' && reason.value !== undefined
    ? { ...reason, value: blurDistance(reason.value) }
    : reason;

function comparable({ helper, quote, startsAt }: WholeOrder['candidates'][number]): Comparable[] {
  if (!helper) return [];
  const home = { latitude: helper.homeLatitude, longitude: helper.homeLongitude };
  // As above.
  const { totalFen } = quote as unknown as Quote;
  return [{ totalFen, years: helper.years, startsAt, home }];
}

/** The customer's reasons for requesting this round. */
export function rematchOf(order: WholeOrder): View['rematch'] {
  const asked = order.events.findLast(
    ({ kind, payload }) => kind === 'rematchAsked' && (payload as { round?: number }).round === order.round,
  );
  if (!asked) return null;
  const { round, reasons, named } = asked.payload as { round: number; reasons: string[]; named?: string };
  return { round, reasons, named: named ?? null };
}
