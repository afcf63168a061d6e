import { amendAgreement } from '#activities/agreements/amendments.ts';
import { releaseBeyond } from '#activities/calendars/lapse-proposals.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Effect } from '#activities/order-rows/order-subject.ts';
import { EffectRefused } from '#activities/transition/effect-refused.ts';
import type { Moved, VisitsEffects } from '#contracts/visits/effects.ts';
import type { Tx } from '#platform/database.ts';
import { openProposal, signedAgreement } from './proposals.ts';
import { checkSlot, type SlotScene } from './visit-slot.ts';

/** Moves booking and visit to the new slot and amends the agreement. */
export async function moveVisit(
  tx: Tx,
  order: OrderRow,
  scene: SlotScene,
  input: Parameters<VisitsEffects['rescheduleVisit']>[0],
): ReturnType<Effect<Moved>> {
  const { amendmentId, proposalId, side, feeFloorFen, step } = input;
  const proposal = proposalId ? await openProposal(tx, order, proposalId) : null;
  if (proposal && proposal.startsAt.getTime() !== scene.slot.startsAt) throw new EffectRefused('WrongStage');
  checkSlot(order, scene);
  const { startsAt, endsAt } = await moveSlot(tx, order, scene);
  const models = await tx.models();
  if (proposal)
    await models.rescheduleProposal.update({
      where: { id: proposal.id },
      data: { status: 'accepted', endedAt: new Date(step.at) },
    });
  await models.visit.update({ where: { orderId: order.id }, data: { startsAt, endsAt, feeFloorFen } });
  const agreement = await signedAgreement(tx, order);
  const { hash } = await amendAgreement(tx, {
    id: amendmentId,
    agreement,
    from: scene.from,
    to: scene.slot,
    side,
    proposal,
    step,
  });
  const { windowStart, windowEnd } = windowOf(order, startsAt, endsAt);
  return {
    result: {
      ok: true,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      windowStart: windowStart.toISOString(),
      windowEnd: windowEnd.toISOString(),
    },
    events: [
      {
        kind: 'rescheduled',
        payload: {
          amendmentId,
          from: new Date(scene.from.startsAt).toISOString(),
          to: startsAt.toISOString(),
          by: side,
          consent: proposal ? 'given' : 'notNeeded',
          hash,
        },
      },
    ],
    changes: { startsAt, endsAt, windowStart, windowEnd },
  };
}

async function moveSlot(tx: Tx, order: OrderRow, { helperId, slot }: SlotScene) {
  const times = { startsAt: new Date(slot.startsAt), endsAt: new Date(slot.endsAt) };
  await releaseBeyond(tx, order.id);
  const models = await tx.models();
  const { count } = await models.booking.updateMany({
    where: { orderId: order.id, helperId, status: 'confirmed' },
    data: times,
  });
  if (count !== 1) throw new EffectRefused('HoldLost');
  return times;
}

/** The customer asked for these hours only: a replacement keeps the wanted window, or exactly the new time. */
function windowOf(order: OrderRow, startsAt: Date, endsAt: Date): { windowStart: Date; windowEnd: Date } {
  const inside = startsAt >= order.windowStart && endsAt <= order.windowEnd;
  return inside
    ? { windowStart: order.windowStart, windowEnd: order.windowEnd }
    : { windowStart: startsAt, windowEnd: endsAt };
}
