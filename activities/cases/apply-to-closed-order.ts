import { lockOrder } from '#activities/order-rows/order-row.ts';
import { transitionClosedOrder } from '#activities/order-rows/transition-closed-order.ts';
import { EffectRefused } from '#activities/transition/effect-refused.ts';
import type { SentDecision } from '#contracts/cases/effects.ts';
import type { Answer } from '#contracts/errors.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { decisionEffects } from './decision-effects.ts';

/**
 * A closed order applies a decision, like a fee waiver, by a transition of its own: its row is then ahead of its
 * workflow. An answer that the workflow gave before it closed is used; the key makes the same decision count once.
 */
export async function applyToClosedOrder(input: {
  database: Database;
  decision: SentDecision;
  /** `<caseId>/<round>/<attempt>` */
  cause: string;
}): Promise<Answer> {
  const { database, decision, cause } = input;
  const { orderId, actor } = decision;
  try {
    return await database.transaction(async (tx) => {
      const order = await lockOrder(tx, orderId);
      if (!order) return { ok: false, code: 'NotFound' };
      const [before] = await tx.query<{ result: Answer }>(sql`
        SELECT result FROM transition WHERE order_id = ${orderId} AND cause = ${cause}`);
      if (before) return before.result.ok ? { ok: true, version: order.version } : before.result;
      const models = await tx.models();
      const case_ = await models.case.findUnique({ where: { id: decision.caseId } });
      const version = await transitionClosedOrder({
        ...{ tx, order, action: 'applyDecision', actor, cause },
        effect: async (step) => ({
          events: await decisionEffects(tx, order, { ...decision, step, reason: case_?.reason ?? '' }),
        }),
      });
      return { ok: true, version };
    });
  } catch (error) {
    if (error instanceof EffectRefused) return error.refusal;
    throw error;
  }
}
