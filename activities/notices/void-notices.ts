import type { Queries } from '#platform/database.ts';
import { type Statement, sql } from '#platform/sql.ts';
import type { NoticeCause, SubjectKind } from './subjects/subjects.ts';
import { whatIsOver } from './what-is-over.ts';

/**
 * The part `voided_notice` of a larger statement: a subject's notices that its transition made untrue are void, unless they
 * have gone out already. A notice that an older version stored without its condition goes by its template.
 */
export function voidNoticesSql<S extends SubjectKind>(
  cause: Omit<NoticeCause<S>, 'version' | 'at'>,
): Statement {
  const { subject, id } = cause;
  const over = whatIsOver(cause);
  const whose =
    subject === 'order'
      ? sql`order_id = ${id} AND subject IS NULL`
      : sql`subject = ${subject} AND subject_id = ${id}`;
  return sql`voided_notice AS (
      UPDATE notice n SET voided_at = now()
      WHERE ${whose} AND voided_at IS NULL
        AND (wait LIKE ANY(${over.conditions}::text[]) OR (wait IS NULL AND template = ANY(${over.templates}::text[])))
        AND (due_at > now() OR
          (SELECT bool_and(d.status IN ('waiting', 'failed')) FROM delivery d WHERE d.notice_id = n.id))
    )`;
}

/** The same for what changed without a transition. */
export async function voidNotices<S extends SubjectKind>(
  tx: Queries,
  cause: Omit<NoticeCause<S>, 'version' | 'at'>,
): Promise<void> {
  await tx.execute(sql`WITH ${voidNoticesSql(cause)} SELECT 1`);
}
