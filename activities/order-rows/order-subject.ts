import { audienceSql } from '#activities/notices/live-audience.ts';
import { writeNotices } from '#activities/notices/write-notices.ts';
import type { TransitionSubject } from '#activities/transition/subject.ts';
import { timelineSql } from '#activities/transition/timeline-sql.ts';
import type { EffectOn, TransitionOf } from '#activities/transition/transition.ts';
import { ACTIONS, type Action, type ActionRow } from '#contracts/access.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import { ORDER_CHANNEL } from '#contracts/names.ts';
import type { Enter, Step } from '#contracts/transition.ts';
import { sql } from '#platform/sql.ts';
import { assignments } from './order-columns.ts';
import { lockForStep, lockOrder, type OrderRow } from './order-row.ts';

export type Transition = TransitionOf<OrderRow, OrderEventOf, Enter>;
export type Effect<R> = EffectOn<R, OrderRow, OrderEventOf, Enter>;

/**
 * How a transition locks and writes an order. It also marks the order's workflow as started, because only the workflow
 * sends transitions.
 */
export const ORDER: TransitionSubject<OrderRow, OrderEventOf, Enter> = {
  kind: 'order',
  async lockForStep(tx, { id, key }) {
    const locked = await lockForStep(tx, { orderId: id, key });
    return locked && { row: locked.order, done: locked.done };
  },
  lock: lockOrder,
  movesMoney: (action) =>
    action !== undefined && (ACTIONS[action as Action] as ActionRow | undefined)?.money === true,

  async write({ tx, id, step: any, row, enter, events, changes, verified }) {
    const step = any as Step;
    const deadline = enter.deadline ? new Date(enter.deadline) : null;
    const next: OrderRow = { ...row, ...enter, deadline, ...changes, version: step.version };
    const cause = { id, row: next, version: step.version, at: step.at, events };
    const notices = await writeNotices({
      tx,
      cause: { subject: 'order', ...cause },
      now: sql`now()`,
    });
    const parts = [
      sql`moved AS (
        UPDATE "order" SET ${assignments(next)}, workflow_started = true, updated_at = now() WHERE id = ${id})`,
      timelineSql(sql`order_event (order_id`, sql`${id}`, {
        version: next.version,
        step,
        events,
        verified,
      }),
      notices.parts,
    ];
    const select = sql`
      pg_notify(${ORDER_CHANNEL}, concat_ws(':', ${`${id}:${next.version}`}::text, ${audienceSql(next)})),
      (SELECT count(pg_notify(${ORDER_CHANNEL}, 'inbox:' || person_id)) FROM inserted_notice WHERE due_at <= now())`;
    return { parts, select };
  },
};
