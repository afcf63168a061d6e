import {
  insertHoldsSql,
  lockHelpersOf,
  type NewHold,
  releaseSlots,
  voidExpiredHolds,
} from '#activities/calendars/booking.ts';
import type { Transition } from '#activities/order-rows/order-subject.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import type { MatchingEffects, ShortlistEntry } from '#contracts/matching/effects.ts';
import { type Quote, quote } from '#contracts/money/price.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { autoAcceptance } from './auto-accept.ts';
import { findBestHelpers } from './best-helpers.ts';
import { needOf, withFreeStart } from './find-free-helpers.ts';
import type { Reason } from './reasons.ts';

type Input = Parameters<MatchingEffects['recommendHelpers']>[0];
type Found = Awaited<ReturnType<MatchingEffects['recommendHelpers']>>;

/** A row of a shortlist besides its order and round. */
interface Candidate {
  helperId: string;
  rank: number;
  score: number;
  reasons: Reason[];
  quote: Quote;
  startsAt: Date;
  endsAt: Date;
  hold: 'firm' | 'soft';
  status: 'offered' | 'accepted';
  answeredAt: Date | null;
  offeredAt: Date;
}

/** Candidates whose calendars are locked at once: some for those who are taken by another order meanwhile. */
export const POOL_PER_PLACE = 4;

/** Finds, ranks, holds and offers 1-3 helpers. One who was taken in the meantime makes room for the next in rank. */
export function recommendHelpers(transition: Transition) {
  const recommend = async (input: Input): Promise<Found> => {
    const answer = await transition<Found>(input, async (tx, row) => {
      const order = { ...row, ...movedWindow(input) };
      const { policy } = order;
      const need = await needOf(tx, order);
      const now = Date.parse(input.step.at) + input.enter.clockShiftMs;
      const { named, excluded, reasons, capFen } = input;
      const most = policy.shortlistSize * POOL_PER_PLACE;
      const search = { order, need, now, most, excluded, named, reasons, capFen };
      const { ranked: pool, looked, free } = await findBestHelpers(tx, search);

      const ids = pool.map(({ id }) => id);
      if (await lockHelpersOf(tx, order.id, ids)) await releaseSlots(tx, { orderId: order.id });
      await voidExpiredHolds(tx, ids, order.id);
      // Asked again under the lock: only now is it sure who is free, and how scarce the slot has become.
      const sure = await withFreeStart(tx, { order, need, matching: pool, now });
      const startOf = new Map(sure.map(({ id, startsAt }) => [id, startsAt]));
      const { utcOffsetMinutes } = policy;
      const acceptsByItself = await autoAcceptance(tx, { helpers: pool, utcOffsetMinutes });
      const firm = firmHolds(policy, (free - (pool.length - sure.length)) / Math.max(1, looked));
      const taken: { entry: ShortlistEntry; row: Candidate; hold: NewHold | null }[] = [];
      for (const helper of pool) {
        if (taken.length === policy.shortlistSize) break;
        const isFirm = taken.length < firm;
        if (!isFirm && helper.softHolds >= policy.maxSoftHolds && helper.id !== input.named) continue;
        const startsAt = startOf.get(helper.id);
        if (startsAt === undefined) continue;
        const endsAt = startsAt + order.minutes * 60_000;
        const { quantity } = order;
        const price = quote({ ...helper, unitFen: need.unitFen, quantity, startsAt, policy, capFen });
        const hold = isFirm ? 'firm' : 'soft';
        const accepted = acceptsByItself(helper.id, { startsAt, endsAt });
        taken.push({
          entry: {
            helperId: helper.id,
            totalFen: price.totalFen,
            startsAt: new Date(startsAt).toISOString(),
            endsAt: new Date(endsAt).toISOString(),
            hold,
            accepted,
          },
          row: {
            helperId: helper.id,
            rank: taken.length + 1,
            score: helper.score,
            reasons: helper.reasons,
            quote: price,
            startsAt: new Date(startsAt),
            endsAt: new Date(endsAt),
            hold,
            status: accepted ? 'accepted' : 'offered',
            answeredAt: accepted ? new Date(input.step.at) : null,
            offeredAt: new Date(input.step.at),
          },
          hold: isFirm
            ? {
                orderId: order.id,
                helperId: helper.id,
                startsAt,
                endsAt,
                site: need,
                heldUntil: input.holdUntil,
              }
            : null,
        });
      }
      if (taken.length === 0 && pool.length === most) {
        throw new AllTaken('Every candidate was taken by another order meanwhile');
      }
      await writeShortlist(tx, {
        orderId: order.id,
        round: input.round,
        holds: taken.flatMap(({ hold }) => hold ?? []),
        rows: taken.map(({ row }) => row),
      });
      // The customer asked for others: the wish stands on the timeline before its answer.
      const again = input.step.actor.action === 'rematch';
      const asked: OrderEventOf[] = again
        ? [{ kind: 'rematchAsked', payload: { round: input.round, reasons, ...namedAt(input) } }]
        : [];
      const changes = {
        ...movedWindow(input),
        round: input.round,
        rematchCount: order.rematchCount + (again ? 1 : 0),
        helperId: null,
        startsAt: null,
        endsAt: null,
        totalFen: null,
      };
      if (taken.length === 0) {
        const events = [...asked, { kind: 'noHelperFound' as const, payload: { round: input.round } }];
        return { result: { ok: true, candidates: [] }, enter: input.none, events, changes };
      }
      const candidates = taken.map(({ entry }) => entry);
      const helpers = candidates.map(({ helperId }) => helperId);
      return {
        result: { ok: true, candidates },
        events: [...asked, { kind: 'helpersRecommended', payload: { round: input.round, helpers } }],
        changes,
      };
    });
    // Nobody needs a proof to be recommended to: the system asks, so the transition never refuses.
    if (!answer.ok) throw new Error(`recommendHelpers was refused: ${answer.code}`);
    return answer;
  };

  return async (input: Input): Promise<Found> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await recommend(input);
      } catch (error) {
        // The next look sees who was taken; a long crowd is left to the activity's own retries.
        if (!(error instanceof AllTaken)) throw error;
        if (tries === 5) throw new Error(error.message);
      }
    }
  };
}

/** The holds and the candidates of a round; whoever was offered an earlier one is passed over. */
async function writeShortlist(
  tx: Tx,
  shortlist: { orderId: string; round: number; holds: NewHold[]; rows: Candidate[] },
): Promise<void> {
  const { orderId, round, holds, rows } = shortlist;
  await tx.execute(sql`
    WITH passed AS (
      UPDATE candidate SET status = 'passed'
      WHERE order_id = ${orderId} AND round < ${round} AND status IN ('offered', 'accepted')
    ), held AS (${insertHoldsSql(holds)})
    INSERT INTO candidate (order_id, round, helper_id, rank, score, reasons, quote, starts_at, ends_at, hold, status,
      answered_at, offered_at)
    SELECT ${orderId}, ${round}, "helperId", rank, score, reasons, quote, "startsAt", "endsAt", hold, status,
      "answeredAt", "offeredAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given ("helperId" uuid, rank int, score float8,
      reasons jsonb, quote jsonb, "startsAt" timestamptz, "endsAt" timestamptz, hold text, status text,
      "answeredAt" timestamptz, "offeredAt" timestamptz)`);
}

/** The customer wants the named helper at another time than first asked for. */
function movedWindow({ window }: Input): Partial<Record<'windowStart' | 'windowEnd', Date>> {
  return window ? { windowStart: new Date(window.windowStart), windowEnd: new Date(window.windowEnd) } : {};
}

const namedAt = ({ named, window }: Input): { named?: string; startsAt?: string } => ({
  ...(named ? { named } : {}),
  ...(window ? { startsAt: window.windowStart } : {}),
});

class AllTaken extends Error {
  override name = 'AllTaken';
}

/** How many of a shortlist get a firm hold: three of everyone's would block a city. */
function firmHolds({ firmHolds: holds }: Policy, freeShare: number): number {
  if (freeShare >= 0.5) return holds.plenty;
  return freeShare >= 0.2 ? holds.some : holds.scarce;
}
