import { lockHelpersOf, voidOthersExpired } from '#activities/calendars/booking.ts';
import type { Slot } from '#activities/calendars/helper-calendar.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Quote } from '#contracts/money/price.ts';
import type { OrderActivities } from '#contracts/transitions.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { illnessSkillsOf, wantedColumns } from './find-free-helpers.ts';
import type { HelperNeed } from './hard-filters.ts';
import { lookAtHelpers, type SeenHelper } from './look-at-helpers.ts';

export type BookingInput = Parameters<OrderActivities['bookHelper']>[0];

export interface Candidate extends Slot {
  helperId: string;
  status: string;
  quote: Quote;
}
/** The facts that a booking reads, under the locks of everyone concerned. */
export interface BookingScene {
  need: HelperNeed & { unit: string };
  /** Why any of them cannot be booked, and their calendars. */
  helpers: Map<string, SeenHelper>;
  /** Whether this order has slots that it may have to release. */
  holds: boolean;
  /** by rank */
  candidates: Candidate[];
  /** the active slots of the order */
  own: (Slot & { helperId: string })[];
  /** whether there is an active agreement */
  agreed: boolean;
}

/** The shortlist with everyone's calendar, locked. */
export async function lockBookingScene(tx: Tx, order: OrderRow, input: BookingInput): Promise<BookingScene> {
  const { candidates, agreed, ...need } = await needAndShortlist(tx, order, input.round);
  const ids = [...new Set([input.helperId, ...candidates.map(({ helperId }) => helperId)])];
  const holds = await lockHelpersOf(tx, order.id, ids);
  const own = await voidOthersExpired(tx, ids, order.id);
  const span = { from: order.windowStart.getTime(), to: order.windowEnd.getTime() };
  const helpers = await lookAtHelpers(tx, { order, need, helperIds: ids, ...span });
  return { need, candidates, helpers, holds, own, agreed };
}

async function needAndShortlist(tx: Tx, order: OrderRow, round: number) {
  type Row = Omit<HelperNeed, 'illnessSkills'> & {
    unit: string;
    agreed: boolean;
    candidates: [helperId: string, status: string, startsAt: number, endsAt: number, quote: Quote][];
  };
  const [row] = await tx.query<Row>(sql`
    SELECT ${wantedColumns},
      EXISTS (SELECT 1 FROM agreement a WHERE a.order_id = i.order_id AND a.status <> 'void') AS agreed,
      coalesce((SELECT json_agg(json_build_array(c.helper_id, c.status,
        extract(epoch FROM c.starts_at)::float8 * 1000, extract(epoch FROM c.ends_at)::float8 * 1000, c.quote)
        ORDER BY c.rank) FROM candidate c WHERE c.order_id = i.order_id AND c.round = ${round}), '[]') AS candidates
    FROM inquiry i, service s WHERE i.order_id = ${order.id} AND s.code = ${order.serviceCode}`);
  if (!row) throw new Error(`The inquiry or the service of ${order.id} is missing`);
  return {
    ...row,
    illnessSkills: illnessSkillsOf(row.wishes),
    candidates: row.candidates.map(([helperId, status, startsAt, endsAt, quoted]): Candidate => {
      return { helperId, status, startsAt, endsAt, quote: quoted };
    }),
  };
}
