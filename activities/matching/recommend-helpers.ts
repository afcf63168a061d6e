import { lockHelpersOf, releaseSlots, voidExpiredHolds } from '#activities/calendars/booking.ts';
import type { Transition } from '#activities/order-rows/order-subject.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import type { MatchingEffects } from '#contracts/matching/effects.ts';
import { autoAcceptance } from './auto-accept.ts';
import { findBestHelpers } from './best-helpers.ts';
import { needOf, withFreeStart } from './find-free-helpers.ts';
import { firmHolds, takePlaces } from './take-places.ts';
import { writeShortlist } from './write-shortlist.ts';

type Input = Parameters<MatchingEffects['recommendHelpers']>[0];
type Found = Awaited<ReturnType<MatchingEffects['recommendHelpers']>>;

/** Candidates whose calendars are locked together; more than needed, because other orders may take some meanwhile. */
export const POOL_PER_PLACE = 4;

/** Finds, ranks, holds and offers 1-3 helpers. A helper who was taken meanwhile is replaced by the next in rank. */
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
      // Checked again under the lock: only now it is certain who is free, and how scarce the slot has become.
      const sure = await withFreeStart(tx, { order, need, matching: pool, now });
      const startOf = new Map(sure.map(({ id, startsAt }) => [id, startsAt]));
      const { utcOffsetMinutes } = policy;
      const acceptsByItself = await autoAcceptance(tx, { helpers: pool, utcOffsetMinutes });
      const scarcity = (free - (pool.length - sure.length)) / Math.max(1, looked);
      const firm = firmHolds(policy, scarcity);
      const taken = takePlaces({ input, order, need, pool, startOf, firm, acceptsByItself });
      if (taken.length === 0 && pool.length === most) {
        throw new AllTaken('Every candidate was taken by another order meanwhile');
      }
      await writeShortlist(tx, {
        orderId: order.id,
        round: input.round,
        holds: taken.flatMap(({ hold }) => hold ?? []),
        rows: taken.map(({ row }) => row),
      });
      // The customer requested others: the request goes on the timeline before its result.
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
    // The system sends it itself, so no proof is required and the transition never refuses.
    if (!answer.ok) throw new Error(`recommendHelpers was refused: ${answer.code}`);
    return answer;
  };

  return async (input: Input): Promise<Found> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await recommend(input);
      } catch (error) {
        // The next attempt sees who was taken. When many are taken, the retries of the activity continue.
        if (!(error instanceof AllTaken)) throw error;
        if (tries === 5) throw new Error(error.message);
      }
    }
  };
}

/** The customer wants the named helper at another time than first requested. */
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
