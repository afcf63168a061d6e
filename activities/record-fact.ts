import { randomUUID } from 'node:crypto';
import type { OrderEventOf } from '#contracts/events.ts';
import { ORDER_CHANNEL } from '#contracts/names.ts';
import type { Actor } from '#contracts/transitions.ts';
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
  await tx.orderEvent.create({
    data: {
      orderId: order.id,
      version: order.version,
      kind: event.kind,
      payload: event.payload as object,
      actorId: actor.id,
      role: actor.role,
      cause,
      at,
    },
  });
  const step = {
    key: `${order.id}:${event.kind}`,
    orderId: order.id,
    version: order.version,
    actor,
    cause,
    at: at.toISOString(),
  };
  for (const draft of noticesOf({ step, events: [event], order }).notices) {
    const id = randomUUID();
    const { channel, dueAt, params, ...notice } = draft;
    const due = dueAt ? new Date(dueAt) : at;
    await tx.notice.createMany({
      data: [{ ...notice, id, orderId: order.id, params: params as object, dueAt: due }],
      skipDuplicates: true,
    });
    if (channel) {
      const row = { noticeId: id, channel, position: 0, status: 'waiting', nextAt: due };
      await tx.delivery.createMany({ data: [row], skipDuplicates: true });
    }
    if (!dueAt) await tx.$executeRaw`SELECT pg_notify(${ORDER_CHANNEL}, ${`inbox:${draft.personId}`})`;
  }
  await tx.$executeRaw`SELECT pg_notify(${ORDER_CHANNEL}, ${`${order.id}:${order.version}`})`;
}
