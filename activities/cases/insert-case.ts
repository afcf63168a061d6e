import { uuidOrNull } from '#activities/transition/timeline-sql.ts';
import { caseSubjectId } from '#contracts/cases/case-subject.ts';
import type { CaseKind } from '#contracts/cases/kinds.ts';
import type { Tx } from '#platform/database.ts';

export interface NewCase {
  id: string;
  kind: CaseKind;
  reason: string;
  /** The case gets its own workflow; false: its order decides it, as orders of older builds do. */
  own: boolean;
  orderId: string | null;
  city: string;
  customerId: string | null;
  helperId: string | null;
  openedBy: string | null;
  role: string;
  cause: string;
  openedAt: Date;
  dueAt: Date | null;
  noteId: string | null;
  proposal: string | null;
}

/** The row of an open case and the first event of its timeline. Its workflow is started afterwards. */
export async function insertCase(tx: Tx, given: NewCase): Promise<void> {
  const { own, role, cause, ...rest } = given;
  const row = { ...rest, openedBy: uuidOrNull(given.openedBy) };
  const models = await tx.models();
  await models.case.create({ data: { ...row, status: 'open', version: own ? 1 : 0 } });
  if (!own) return;
  const payload = { kind: given.kind, reason: given.reason };
  await models.subjectEvent.create({
    data: {
      ...{ subject: 'case', subjectId: caseSubjectId(given.id, 1), version: 1, kind: 'caseOpened', payload },
      ...{ actorId: row.openedBy, role, cause, at: given.openedAt },
    },
  });
}
