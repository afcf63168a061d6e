import type { NewHold } from '#activities/calendars/booking.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { MatchingEffects, ShortlistEntry } from '#contracts/matching/effects.ts';
import { quote } from '#contracts/money/price.ts';
import type { Policy } from '#contracts/policy.ts';
import type { autoAcceptance } from './auto-accept.ts';
import type { findBestHelpers } from './best-helpers.ts';
import type { Need } from './find-free-helpers.ts';
import type { Candidate } from './write-shortlist.ts';

/** One place of a shortlist: the part for the workflow, the row, and the hold if it is a firm one. */
export interface Place {
  entry: ShortlistEntry;
  row: Candidate;
  hold: NewHold | null;
}

/** Fills the shortlist with the best of the pool who are still free; `startOf` contains each helper's start. */
export function takePlaces(given: {
  input: Parameters<MatchingEffects['recommendHelpers']>[0];
  order: OrderRow;
  need: Need;
  pool: Awaited<ReturnType<typeof findBestHelpers>>['ranked'];
  startOf: Map<string, number>;
  firm: number;
  acceptsByItself: Awaited<ReturnType<typeof autoAcceptance>>;
}): Place[] {
  const { input, order, need, pool, startOf, firm, acceptsByItself } = given;
  const { policy } = order;
  const { capFen } = input;
  const taken: Place[] = [];
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
  return taken;
}

/** How many places of a shortlist get a firm hold: three for every order would block a city. */
export function firmHolds({ firmHolds: holds }: Policy, freeShare: number): number {
  if (freeShare >= 0.5) return holds.plenty;
  return freeShare >= 0.2 ? holds.some : holds.scarce;
}
