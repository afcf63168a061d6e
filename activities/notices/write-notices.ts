import type { Queries } from '#platform/database.ts';
import { type Statement, sql } from '#platform/sql.ts';
import { type AddressedNotice, addressStaff } from './address-staff.ts';
import { insertNoticesSql } from './insert-notices.ts';
import { noticesOf } from './notices-of.ts';
import type { NoticeCause, SubjectKind } from './subjects/subjects.ts';
import { voidNoticesSql } from './void-notices.ts';

/**
 * What a transition of any subject does to notices, as parts of its one statement: `voided_notice` voids what is no
 * longer true, `inserted_notice` (id, person_id, due_at) and `inserted_delivery` write what its events cause. `now` is
 * the due time of those that are no reminders.
 */
export async function writeNotices<S extends SubjectKind>(input: {
  tx: Queries;
  cause: NoticeCause<S>;
  now: Statement;
}): Promise<{ parts: Statement; notices: AddressedNotice[] }> {
  const { tx, cause, now } = input;
  const notices = await addressStaff(tx, noticesOf(cause));
  return { parts: sql`${voidNoticesSql(cause)}, ${insertNoticesSql({ notices, now })}`, notices };
}
