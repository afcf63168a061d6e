import { randomUUID } from 'node:crypto';
import type { Prisma } from '#prisma/generated/client.ts';
import { type Given, inHours, type Rows } from '../rows.ts';

/** An objection in Zibo whose workflow runs, open and due in an hour. */
export const aCase = ({ models }: Rows, given: Given<Prisma.CaseUncheckedCreateInput> = {}) => {
  const opened = { kind: 'objection', reason: 'late', status: 'open', city: 'zibo', dueAt: inHours(1) };
  return models.case.create({
    data: { id: randomUUID(), ...opened, version: 1, workflowStarted: true, ...given },
  });
};

export const aNote = ({ models }: Rows, given: Given<Prisma.NoteUncheckedCreateInput, 'authorId' | 'body'>) =>
  models.note.create({ data: { id: randomUUID(), kind: 'case', ...given } });

/** In the timeline of a case. */
export const aCaseEvent = (
  { models }: Rows,
  given: Given<Prisma.SubjectEventUncheckedCreateInput, 'subjectId' | 'kind'>,
) => {
  const by = { role: 'ops', cause: 'test' };
  return models.subjectEvent.create({ data: { subject: 'case', version: 1, payload: {}, ...by, ...given } });
};
