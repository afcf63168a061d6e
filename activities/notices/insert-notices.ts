import { randomUUID } from 'node:crypto';
import { type Statement, sql } from '#platform/sql.ts';
import type { AddressedNotice } from './address-staff.ts';

/**
 * The parts `told` (id, person_id, due_at) and `outgoing` of a larger statement: notices, and what of them goes out
 * besides the inbox. A key that is there already is left as it is. `now`: when those are due that name no time.
 */
export function insertNoticesSql(input: { notices: AddressedNotice[]; now: Statement }): Statement {
  const rows = JSON.stringify(input.notices.map(storedNotice));
  return sql`told AS (
      INSERT INTO notice (id, key, order_id, subject, subject_id, person_id, template, params, wait, valid_until,
        urgent, due_at)
      SELECT (n ->> 'id')::uuid, n ->> 'key', n ->> 'orderId', n ->> 'subject', n ->> 'subjectId', (n ->> 'personId')::uuid,
        n ->> 'template', n -> 'params', n ->> 'wait', (n ->> 'validUntil')::timestamptz, (n ->> 'urgent')::boolean,
        coalesce((n ->> 'dueAt')::timestamptz, ${input.now})
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

/** Whose notice it is stands in the columns of the subject; the order's is known by its order alone. */
function storedNotice({ subject, subjectId, ...notice }: AddressedNotice) {
  const whose = subject === 'order' ? {} : { subject, subjectId };
  return { ...notice, ...whose, id: randomUUID() };
}
