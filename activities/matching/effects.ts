import { lockHelpers, lockHelpersOf, releaseSlots } from '#activities/calendars/booking.ts';
import { lapseProposals } from '#activities/calendars/lapse-proposals.ts';
import { overtakeCases } from '#activities/cases/overtake-cases.ts';
import type { Transition } from '#activities/order-rows/order-subject.ts';
import { EffectRefused } from '#activities/transition/effect-refused.ts';
import type { MatchingEffects } from '#contracts/matching/effects.ts';
import type { Done, Refusal } from '#contracts/transition.ts';
import { bookHelper } from './book-helper.ts';
import { recommendHelpers } from './recommend-helpers.ts';

export function matchingActivities({ transition }: { transition: Transition }): MatchingEffects {
  return {
    recommendHelpers: recommendHelpers(transition),
    bookHelper: bookHelper(transition),

    async answerOffer(input): Promise<{ ok: true; left: number } | Refusal> {
      return transition(input, async (tx, order) => {
        const { round, helperId, accept } = input;
        const where = { orderId_round_helperId: { orderId: order.id, round, helperId } };
        const models = await tx.models();
        const candidate = await models.candidate.findUnique({ where });
        if (!candidate || candidate.status === 'passed') throw new EffectRefused('NotOnShortlist');
        const saidYes =
          candidate.status === 'accepted' || (candidate.status === 'chosen' && candidate.answeredAt !== null);
        if (candidate.status === 'declined' || (saidYes && accept))
          throw new EffectRefused('AlreadyAnswered');
        if (!accept) {
          await lockHelpers(tx, [helperId]);
          await releaseSlots(tx, { orderId: order.id, helperId });
        }
        // A chosen helper who accepts stays chosen.
        const status = !accept ? 'declined' : candidate.status === 'chosen' ? 'chosen' : 'accepted';
        await models.candidate.update({
          where,
          data: { status, answeredAt: new Date(input.step.at) },
        });
        const left = await models.candidate.count({
          where: { orderId: order.id, round, status: { in: ['offered', 'accepted'] } },
        });
        return {
          result: { ok: true, left },
          events: [{ kind: accept ? 'offerAccepted' : 'offerDeclined', payload: { helperId } }],
        };
      });
    },

    async releaseHelper(input): Promise<Done> {
      const done = await transition<Done>(input, async (tx, order) => {
        const { helperId } = input;
        if (await lockHelpersOf(tx, order.id, [helperId]))
          await releaseSlots(tx, { orderId: order.id, helperId });
        const models = await tx.models();
        await models.agreement.updateMany({
          where: { orderId: order.id, helperId, status: { not: 'void' } },
          data: { status: 'void' },
        });
        await models.candidate.updateMany({
          where: { orderId: order.id, helperId, status: { not: 'declined' } },
          data: { status: 'declined', answeredAt: new Date(input.step.at) },
        });
        await models.visit.deleteMany({ where: { orderId: order.id, helperId } });
        await lapseProposals(tx, order.id, { by: 'overtaken', at: input.step.at });
        await overtakeCases(tx, order.id, { kinds: ['fitness'], at: input.step.at });
        return {
          result: { ok: true },
          events: [input.event],
          changes: { helperId: null, startsAt: null, endsAt: null, totalFen: null },
        };
      });
      if (!done.ok) throw new Error(`releaseHelper was refused: ${done.code}`);
      return done;
    },
  };
}
