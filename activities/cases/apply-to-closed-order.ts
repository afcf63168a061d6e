import { lockOrder } from '#activities/order-rows/order-row.ts';
import { recordOrderEvent } from '#activities/order-rows/record-order-event.ts';
import { EffectRefused } from '#activities/transition/effect-refused.ts';
import type { SentDecision } from '#contracts/cases/effects.ts';
import type { Answer } from '#contracts/errors.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { decisionEffects } from './decision-effects.ts';

/**
 * A closed order takes a decision by a transition of its own, as it takes a fee waiver: its row is then ahead of its
 * workflow. What the workflow answered before it closed counts; the key makes the same decision count once.
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
      if (order.stage !== 'closed') throw new Error(`${orderId} has no workflow and is not closed`);
      const models = await tx.models();
      const case_ = await models.case.findUnique({ where: { id: decision.caseId } });
      const at = new Date();
      const step = {
        ...{ key: `${orderId}:applyDecision:${cause}`, version: order.version + 1 },
        ...{ actor, cause, at: at.toISOString() },
      };
      const events = await decisionEffects(tx, order, { ...decision, step, reason: case_?.reason ?? '' });
      const next = { ...order, version: step.version };
      await tx.execute(
        sql`UPDATE "order" SET version = ${next.version}, updated_at = now() WHERE id = ${orderId}`,
      );
      for (const event of events) await recordOrderEvent({ tx, order: next, event, actor, cause, at });
      await tx.execute(sql`
        INSERT INTO transition (key, order_id, subject, subject_id, input_hash, result, cause)
        VALUES (${step.key}, ${orderId}, 'order', ${orderId}, '', ${{ ok: true }}::jsonb, ${cause})`);
      return { ok: true, version: next.version };
    });
  } catch (error) {
    if (error instanceof EffectRefused) return error.refusal;
    throw error;
  }
}
