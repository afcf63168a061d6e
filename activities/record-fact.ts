import { randomUUID } from 'node:crypto';
import type { OrderEventOf } from '#contracts/events.ts';
import { ORDER_CHANNEL } from '#contracts/names.ts';
import type { Actor } from '#contracts/transitions.ts';
import { audienceSql } from './audience.ts';
import { noticesOf } from './notices.ts';
import type { OrderRow, Tx } from './order-row.ts';

/**
 * A fact about an order that no workflow owns (yet, or any more): timeline, notices and the live event, as a
 * transition writes them.
 */
export async function recordFact(input: {
  tx: Tx;
  order: OrderRow;
  event: OrderEventOf;
  actor: Pick<Actor, 'id' | 'role'>;
  cause: string;
  at: Date;
}): Promise<void> {
  const { tx, order, event, actor, cause, at } = input;
  const step = {
    key: `${order.id}:${event.kind}`,
    orderId: order.id,
    version: order.version,
    actor,
    cause,
    at: at.toISOString(),
  };
  const rows = noticesOf({ step, events: [event], order }).notices.map((notice) => ({
    ...{ ...notice, id: randomUUID(), now: notice.dueAt === null, dueAt: notice.dueAt ?? at },
  }));
  await tx.$executeRaw`
    WITH timeline AS (
      INSERT INTO order_event (order_id, version, kind, payload, actor_id, role, cause, at)
      VALUES (${order.id}, ${order.version}, ${event.kind}, ${JSON.stringify(event.payload)}::jsonb, ${actor.id}::uuid,
        ${actor.role}, ${cause}, ${at})
    ), given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (id uuid, key text, "personId" uuid,
        template text, params jsonb, wait text, urgent boolean, "dueAt" timestamptz, channel text, now boolean)
    ), told AS (
      INSERT INTO notice (id, key, order_id, person_id, template, params, wait, urgent, due_at)
      SELECT id, key, ${order.id}, "personId", template, params, wait, urgent, "dueAt" FROM given
      ON CONFLICT (key) DO NOTHING RETURNING id
    ), outgoing AS (
      INSERT INTO delivery (notice_id, channel, position, status, next_at)
      SELECT id, channel, 0, 'waiting', "dueAt" FROM given JOIN told USING (id) WHERE channel IS NOT NULL
    )
    SELECT pg_notify(${ORDER_CHANNEL}, concat_ws(':', ${`${order.id}:${order.version}`}::text, ${audienceSql(order)})),
      (SELECT count(pg_notify(${ORDER_CHANNEL}, 'inbox:' || "personId")) FROM given WHERE now)`;
}
