import type { OrderEventOf } from '#contracts/events.ts';
import type { Settlement } from '#contracts/orders/stages.ts';
import type { Actor, StepBase } from '#contracts/transition.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { OrderRow } from './order-row.ts';
import { recordOrderEvent } from './record-order-event.ts';

/** What it does besides: the events for the timeline, and where the payment stands afterwards, when that changes. */
export interface AfterClosing {
  events: OrderEventOf[];
  settlement?: Settlement;
}

/**
 * A transition of a closed order: no workflow gives it a version any more, so its row is ahead of its workflow from here
 * on. `order` is locked by this transaction. The same action with the same cause is written once: the second throws.
 * Returns the new version.
 */
export async function transitionClosedOrder(input: {
  tx: Tx;
  order: OrderRow;
  /** Its name in the transition's key. */
  action: string;
  actor: Actor;
  cause: string;
  effect: (step: StepBase) => Promise<AfterClosing>;
}): Promise<number> {
  const { tx, order, action, actor, cause, effect } = input;
  const { id } = order;
  if (order.stage !== 'closed') throw new Error(`${id} is not closed: its workflow writes it`);
  const at = new Date();
  const key = `${id}:${action}:${cause}`;
  const step = { key, version: order.version + 1, actor, cause, at: at.toISOString() };
  const { events, settlement = order.settlement } = await effect(step);
  const next = { ...order, version: step.version, settlement };
  await tx.execute(sql`
    UPDATE "order" SET version = ${next.version}, settlement = ${settlement}, updated_at = now() WHERE id = ${id}`);
  for (const event of events) await recordOrderEvent({ tx, order: next, event, actor, cause, at });
  await tx.execute(sql`
    INSERT INTO transition (key, order_id, subject, subject_id, input_hash, result, cause)
    VALUES (${key}, ${id}, 'order', ${id}, '', ${{ ok: true }}::jsonb, ${cause})`);
  return next.version;
}
