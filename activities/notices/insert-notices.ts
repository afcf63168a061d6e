import { randomUUID } from 'node:crypto';
import { type Statement, sql } from '#platform/sql.ts';
import type { AddressedNotice } from './address-staff.ts';

/**
 * The parts `inserted_notice` (id, person_id, due_at) and `inserted_delivery` of a larger statement: notices, and the
 * first channel of those that go out besides the inbox. A key that exists already is skipped. `now`: the due time of
 * those that are no reminders.
 */
export function insertNoticesSql(input: { notices: AddressedNotice[]; now: Statement }): Statement {
  const rows = JSON.stringify(input.notices.map(storedNotice));
  return sql`inserted_notice AS (
      INSERT INTO notice (id, key, order_id, subject, subject_id, person_id, template, params, wait, valid_until,
        urgent, due_at)
      SELECT (n ->> 'id')::uuid, n ->> 'key', n ->> 'orderId', n ->> 'subject', n ->> 'subjectId', (n ->> 'personId')::uuid,
        n ->> 'template', n -> 'params', n ->> 'wait', (n ->> 'validUntil')::timestamptz, (n ->> 'urgent')::boolean,
        coalesce((n ->> 'dueAt')::timestamptz, ${input.now})
      FROM jsonb_array_elements(${rows}::jsonb) AS given (n)
      ON CONFLICT (key) DO NOTHING
      RETURNING id, person_id, due_at
    ), inserted_delivery AS (
      INSERT INTO delivery (notice_id, channel, position, status, next_at)
      SELECT i.id, n ->> 'channel', 0, 'waiting', i.due_at
      FROM jsonb_array_elements(${rows}::jsonb) AS given (n) JOIN inserted_notice i ON i.id = (n ->> 'id')::uuid
      WHERE n ->> 'channel' IS NOT NULL
    )`;
}

/** A notice of an order has no subject columns: its `order_id` identifies it. */
function storedNotice({ subject, subjectId, ...notice }: AddressedNotice) {
  const whose = subject === 'order' ? {} : { subject, subjectId };
  return { ...notice, ...whose, id: randomUUID() };
}
