import { randomUUID } from 'node:crypto';
import { type Statement, sql } from '#platform/sql.ts';
import type { AddressedNotice } from './address-staff.ts';

/**
 * The parts `told` (id, person_id, due_at) and `outgoing` of a larger statement: notices of an order, and what of them
 * goes out besides the inbox. A key that is there already is left as it is. `now`: when those are due that name no time.
 */
export function insertNoticesSql(input: { notices: AddressedNotice[]; now: Statement }): Statement {
  const rows = JSON.stringify(input.notices.map((notice) => ({ ...notice, id: randomUUID() })));
  return sql`told AS (
      INSERT INTO notice (id, key, order_id, person_id, template, params, wait, urgent, due_at)
      SELECT (n ->> 'id')::uuid, n ->> 'key', n ->> 'orderId', (n ->> 'personId')::uuid, n ->> 'template', n -> 'params',
        n ->> 'wait', (n ->> 'urgent')::boolean, coalesce((n ->> 'dueAt')::timestamptz, ${input.now})
      FROM jsonb_array_elements(${rows}::jsonb) AS given (n)
      ON CONFLICT (key) DO NOTHING
      RETURNING id, person_id, due_at
    ), outgoing AS (
      INSERT INTO delivery (notice_id, channel, position, status, next_at)
      SELECT told.id, n ->> 'channel', 0, 'waiting', told.due_at
      FROM jsonb_array_elements(${rows}::jsonb) AS given (n) JOIN told ON told.id = (n ->> 'id')::uuid
      WHERE n ->> 'channel' IS NOT NULL
    )`;
}
