import { writeNotices } from '#activities/notices/write-notices.ts';
import type { TransitionSubject } from '#activities/transition/subject.ts';
import { timelineSql } from '#activities/transition/timeline-sql.ts';
import type { TransitionOf } from '#activities/transition/transition.ts';
import type { CaseEnter, CaseEventOf } from '#contracts/cases/effects.ts';
import type { MessageDefinition } from '#contracts/define-message.ts';
import { messagesOf } from '#contracts/messages.ts';
import { ORDER_CHANNEL } from '#contracts/names.ts';
import { sql } from '#platform/sql.ts';
import { type CaseRow, lockCase } from './case-row.ts';

const MESSAGES: Record<string, MessageDefinition> = messagesOf('case');

export type CaseTransition = TransitionOf<CaseRow, CaseEventOf, CaseEnter>;

/** How a transition locks and writes a case. The id of its subject is `<caseId>/<round>`. */
export const CASE: TransitionSubject<CaseRow, CaseEventOf, CaseEnter> = {
  kind: 'case',
  lockForStep: lockCase,
  lock: (tx, id) => lockCase(tx, { id, key: '' }),
  movesMoney: (action) => MESSAGES[action ?? '']?.money === true,

  async write({ tx, id, step, row, enter, events, changes, verified }) {
    const next: CaseRow = {
      ...row,
      dueAt: enter.deadline ? new Date(enter.deadline) : row.dueAt,
      needsOpsReason: enter.needsOps ? enter.needsOpsReason : null,
      clockShiftMs: enter.clockShiftMs,
      ...changes,
      version: step.version,
    };
    const notices = await writeNotices({
      tx,
      cause: { subject: 'case', id, row: next, version: step.version, at: step.at, events },
      now: sql`now()`,
    });
    const parts = [
      sql`moved AS (
        UPDATE "case" SET version = ${next.version}, variant = ${next.variant}, status = ${next.status},
          owner_id = ${next.ownerId}::uuid, due_at = ${next.dueAt}, overdue = ${next.overdue},
          decision = ${next.decision}, decided_by = ${next.decidedBy}::uuid, decided_at = ${next.decidedAt},
          note_id = ${next.noteId}, needs_ops_reason = ${next.needsOpsReason},
          clock_shift_ms = ${next.clockShiftMs}, workflow_started = true
        WHERE id = ${row.id}::uuid)`,
      timelineSql(sql`subject_event (subject, subject_id`, sql`'case', ${id}`, {
        version: next.version,
        ...{ step, events, verified },
      }),
      notices.parts,
    ];
    const select = sql`
      pg_notify(${ORDER_CHANNEL}, ${`case:${row.id}:${next.version}`}),
      (SELECT count(pg_notify(${ORDER_CHANNEL}, 'inbox:' || person_id)) FROM inserted_notice WHERE due_at <= now())`;
    return { parts, select };
  },
};
