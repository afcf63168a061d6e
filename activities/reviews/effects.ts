import { insertCase } from '#activities/cases/insert-case.ts';
import { proposePenalty } from '#activities/cases/propose-penalty.ts';
import type { Transition } from '#activities/order-rows/order-subject.ts';
import { EffectRefused } from '#activities/transition/effect-refused.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import { isStaff } from '#contracts/people/roles.ts';
import type { ReviewsEffects } from '#contracts/reviews/effects.ts';
import { averageX100, opensPenalty } from '#contracts/reviews/opens-penalty.ts';
import type { Refusal } from '#contracts/transition.ts';
import { sql } from '#platform/sql.ts';

type Reviewed = { ok: true; averageX100: number; followUp: 'reward' | 'case' | 'none' };

export function reviewActivities({ transition }: { transition: Transition }): ReviewsEffects {
  return {
    async recordReview(input): Promise<Reviewed | Refusal> {
      return transition<Reviewed>(input, async (tx, order) => {
        const { attitude, effect, contractKept, caseId, caseDueAt, step } = input;
        const { helperId, customerId, policy } = order;
        if (!helperId) throw new Error(`${order.id} has no helper to review`);
        const average = averageX100(input);
        const at = new Date(step.at);
        const noteId = step.actor.noteId ?? null;
        const rated = await tx.execute(sql`
          WITH review AS (
            INSERT INTO review (order_id, helper_id, customer_id, attitude, effect, contract_kept, average_x100, note_id, at)
            VALUES (${order.id}, ${helperId}::uuid, ${customerId}::uuid, ${attitude}, ${effect}, ${contractKept},
              ${average}, ${noteId}, ${at})
            ON CONFLICT (order_id) DO NOTHING
            RETURNING helper_id
          )
          UPDATE helper SET rating_sum = rating_sum + ${average}, rating_count = rating_count + 1
          FROM review WHERE helper.id = review.helper_id`);
        if (rated === 0) throw new EffectRefused('AlreadyAnswered');
        const bad = opensPenalty(input, policy);
        const followUp = bad ? 'case' : average >= policy.reward.fromAverageX100 ? 'reward' : 'none';
        const events: OrderEventOf[] = [
          {
            kind: 'reviewed',
            payload: {
              averageX100: average,
              contractKept,
              ...(isStaff(step.actor) ? { onBehalf: true } : {}),
            },
          },
        ];
        if (bad) {
          const reason = contractKept ? 'lowScore' : 'contractBroken';
          const proposal = await proposePenalty(tx, { helperId, at, ladderDays: policy.penalty.ladderDays });
          await insertCase(tx, {
            ...{
              id: caseId,
              kind: 'penalty',
              reason,
              helperId,
              proposal,
              noteId,
              own: input.ownCase === true,
            },
            ...{ orderId: order.id, city: order.city, customerId, openedAt: at, dueAt: new Date(caseDueAt) },
            ...{ openedBy: step.actor.id, role: step.actor.role, cause: step.cause },
          });
          events.push({ kind: 'caseOpened', payload: { caseId, kind: 'penalty', reason } });
        }
        return { result: { ok: true, averageX100: average, followUp }, events };
      });
    },
  };
}
