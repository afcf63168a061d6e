import { audienceSql } from '#activities/notices/live-audience.ts';
import { writeNotices } from '#activities/notices/write-notices.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import { ORDER_CHANNEL } from '#contracts/names.ts';
import type { Actor } from '#contracts/transition.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { OrderRow } from './order-row.ts';

/**
 * An event of an order that has no workflow yet or any more: timeline, notices and the live event, as a transition
 * writes them.
 */
export async function recordOrderEvent(input: {
  tx: Tx;
  order: OrderRow;
  event: OrderEventOf;
  actor: Pick<Actor, 'id' | 'role'>;
  cause: string;
  at: Date;
}): Promise<void> {
  const { tx, order, event, actor, cause, at } = input;
  const { id, version } = order;
  const { parts, notices } = await writeNotices({
    tx,
    cause: { subject: 'order', id, row: order, version, at: at.toISOString(), events: [event] },
    now: sql`${at}::timestamptz`,
  });
  const inboxes = notices.filter(({ dueAt }) => dueAt === null).map(({ personId }) => personId);
  await tx.execute(sql`
    WITH timeline AS (
      INSERT INTO order_event (order_id, version, kind, payload, actor_id, role, cause, at)
      VALUES (${order.id}, ${order.version}, ${event.kind}, ${JSON.stringify(event.payload)}::jsonb, ${actor.id}::uuid,
        ${actor.role}, ${cause}, ${at})
    ), ${parts}
    SELECT pg_notify(${ORDER_CHANNEL}, concat_ws(':', ${`${order.id}:${order.version}`}::text, ${audienceSql(order)})),
      (SELECT count(pg_notify(${ORDER_CHANNEL}, 'inbox:' || person)) FROM unnest(${inboxes}::text[]) AS person)`);
}
