import { amendAgreement } from '#activities/agreements/amendments.ts';
import { isTakenBySql, lockHelpers } from '#activities/calendars/booking.ts';
import { lapseProposals, releaseBeyond } from '#activities/calendars/lapse-proposals.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Effect, Transition } from '#activities/order-rows/order-subject.ts';
import { Refused } from '#activities/transition/refused.ts';
import type { Done, Refusal } from '#contracts/transition.ts';
import type { Moved, VisitsEffects } from '#contracts/visits/effects.ts';
import type { Tx } from '#platform/database.ts';
import type { RescheduleProposal } from '#prisma/generated/client.ts';
import { checkSlot, holdBeyond, lockSlotScene, type SlotScene, taken } from './visit-slot.ts';

type Part = Pick<VisitsEffects, 'proposeReschedule' | 'declineReschedule' | 'rescheduleVisit'>;
type Proposing = Parameters<VisitsEffects['proposeReschedule']>[0];
type Moving = Parameters<VisitsEffects['rescheduleVisit']>[0];

export function rescheduleActivities({ transition }: { transition: Transition }): Part {
  return {
    async proposeReschedule(input): Promise<Done | Refusal> {
      return guarded(transition, input, async (tx, order) => {
        const { proposalId, side, until, step } = input;
        const scene = await sceneOf(tx, order, input);
        checkSlot(order, scene);
        await holdBeyond(tx, order, scene, until);
        const agreement = await signedAgreement(tx, order);
        const to = new Date(scene.slot.startsAt);
        const models = await tx.models();
        await models.rescheduleProposal.create({
          data: {
            id: proposalId,
            orderId: order.id,
            agreementId: agreement.id,
            side,
            proposedBy: step.actor.id,
            role: step.actor.role,
            cause: step.cause,
            startsAt: to,
            endsAt: new Date(scene.slot.endsAt),
            until: new Date(until),
            status: 'open',
            at: new Date(step.at),
          },
        });
        const from = new Date(scene.from.startsAt).toISOString();
        const payload = { proposalId, by: side, from, to: to.toISOString(), until };
        return { result: { ok: true }, events: [{ kind: 'rescheduleProposed', payload }] };
      });
    },

    async declineReschedule(input): Promise<Done | Refusal> {
      return transition<Done>(input, async (tx, order) => {
        const { proposalId, by, step } = input;
        const { side } = await openProposal(tx, order, proposalId);
        if (order.helperId) await lockHelpers(tx, [order.helperId]);
        await lapseProposals(tx, order.id, { by, at: step.at });
        const payload = { proposalId, side: side as 'customer', by };
        return { result: { ok: true }, events: [{ kind: 'rescheduleDeclined', payload }] };
      });
    },

    async rescheduleVisit(input): Promise<Moved | Refusal> {
      return guarded<Moved>(transition, input, async (tx, order) => {
        const { amendmentId, proposalId, side, feeFloorFen, step } = input;
        const scene = await sceneOf(tx, order, input);
        const proposal = proposalId ? await openProposal(tx, order, proposalId) : null;
        if (proposal && proposal.startsAt.getTime() !== scene.slot.startsAt) throw new Refused('WrongStage');
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
      });
    },
  };
}

/** Where the constraint speaks instead of the lock, the asker still learns when else the helper is free. */
async function guarded<R extends { ok: true }>(
  transition: Transition,
  input: Proposing | Moving,
  effect: Effect<R>,
): Promise<R | Refusal> {
  try {
    return await transition<R>(input, effect);
  } catch (error) {
    if (!isTakenBySql(error)) throw error;
    return transition<R>(input, async (tx, order) => {
      throw taken(order, await sceneOf(tx, order, input));
    });
  }
}

const sceneOf = (tx: Tx, order: OrderRow, { startsAt, step, enter }: Proposing | Moving) =>
  lockSlotScene(tx, order, { startsAt, now: Date.parse(step.at) + enter.clockShiftMs });

async function moveSlot(tx: Tx, order: OrderRow, { helperId, slot }: SlotScene) {
  const times = { startsAt: new Date(slot.startsAt), endsAt: new Date(slot.endsAt) };
  await releaseBeyond(tx, order.id);
  const models = await tx.models();
  const { count } = await models.booking.updateMany({
    where: { orderId: order.id, helperId, status: 'confirmed' },
    data: times,
  });
  if (count !== 1) throw new Refused('HoldLost');
  return times;
}

async function openProposal(tx: Tx, order: OrderRow, id: string): Promise<RescheduleProposal> {
  const models = await tx.models();
  const proposal = await models.rescheduleProposal.findFirst({
    where: { id, orderId: order.id, status: 'open' },
  });
  if (!proposal) throw new Refused('WrongStage');
  return proposal;
}

async function signedAgreement(tx: Tx, order: OrderRow) {
  const models = await tx.models();
  const agreement = await models.agreement.findFirst({ where: { orderId: order.id, status: 'signed' } });
  if (!agreement) throw new Refused('WrongStage');
  return agreement;
}

/** The customer asked for these hours only: a replacement keeps the wanted window, or exactly the new time. */
function windowOf(order: OrderRow, startsAt: Date, endsAt: Date): { windowStart: Date; windowEnd: Date } {
  const inside = startsAt >= order.windowStart && endsAt <= order.windowEnd;
  return inside
    ? { windowStart: order.windowStart, windowEnd: order.windowEnd }
    : { windowStart: startsAt, windowEnd: endsAt };
}
