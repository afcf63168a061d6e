import { proposePenalty } from '#activities/cases/propose-penalty.ts';
import { Refused } from '#activities/transition/refused.ts';
import type { Transition } from '#activities/transition/transition.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import type { ReviewsEffects } from '#contracts/reviews/effects.ts';
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
        const averageX100 = ((attitude + effect) * 100) / 2;
        const at = new Date(step.at);
        const noteId = step.actor.noteId ?? null;
        const rated = await tx.execute(sql`
          WITH review AS (
            INSERT INTO review (order_id, helper_id, customer_id, attitude, effect, contract_kept, average_x100, note_id, at)
            VALUES (${order.id}, ${helperId}::uuid, ${customerId}::uuid, ${attitude}, ${effect}, ${contractKept},
              ${averageX100}, ${noteId}, ${at})
            ON CONFLICT (order_id) DO NOTHING
            RETURNING helper_id
          )
          UPDATE helper SET rating_sum = rating_sum + ${averageX100}, rating_count = rating_count + 1
          FROM review WHERE helper.id = review.helper_id`);
        if (rated === 0) throw new Refused('AlreadyAnswered');
        const bad = !contractKept || averageX100 <= policy.penalty.toAverageX100;
        const followUp = bad ? 'case' : averageX100 >= policy.reward.fromAverageX100 ? 'reward' : 'none';
        const events: OrderEventOf[] = [{ kind: 'reviewed', payload: { averageX100, contractKept } }];
        if (bad) {
          const reason = contractKept ? 'lowScore' : 'contractBroken';
          const proposal = await proposePenalty(tx, { helperId, at, ladderDays: policy.penalty.ladderDays });
          const models = await tx.models();
          await models.case.create({
            data: {
              id: caseId,
              orderId: order.id,
              kind: 'penalty',
              reason,
              status: 'open',
              helperId,
              openedAt: at,
              dueAt: new Date(caseDueAt),
              noteId,
              proposal,
            },
          });
          events.push({ kind: 'caseOpened', payload: { caseId, kind: 'penalty', reason } });
        }
        return { result: { ok: true, averageX100, followUp }, events };
      });
    },
  };
}
