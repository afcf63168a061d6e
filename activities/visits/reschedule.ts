import { isTakenBySql, lockHelpers } from '#activities/calendars/booking.ts';
import { lapseProposals } from '#activities/calendars/lapse-proposals.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Effect, Transition } from '#activities/order-rows/order-subject.ts';
import type { Done, Refusal } from '#contracts/transition.ts';
import type { Moved, VisitsEffects } from '#contracts/visits/effects.ts';
import type { Tx } from '#platform/database.ts';
import { moveVisit } from './move-visit.ts';
import { openProposal, signedAgreement } from './proposals.ts';
import { checkSlot, holdBeyond, lockSlotScene, taken } from './visit-slot.ts';

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
      return guarded<Moved>(transition, input, async (tx, order) =>
        moveVisit(tx, order, await sceneOf(tx, order, input), input),
      );
    },
  };
}

/** Where the constraint refuses instead of the lock, the sender still gets other free times of the helper. */
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
