import type { z } from 'zod';
import type { CaseEventView } from '#contracts/cases/case.ts';
import { caseSubjectId } from '#contracts/cases/case-subject.ts';
import type { Database } from '#platform/database.ts';
import { readPersonal } from '#platform/personal.ts';
import type { Case } from '#prisma/generated/client.ts';

type View = z.input<typeof CaseEventView>;

/** What happened in all rounds of a case, oldest first, with the names of staff. */
export async function caseTimeline(database: Database, row: Case): Promise<View[]> {
  const rounds = Array.from({ length: row.round }, (_, n) => caseSubjectId(row.id, n + 1));
  const events = await database.models.subjectEvent.findMany({
    where: { subject: 'case', subjectId: { in: rounds } },
    orderBy: { id: 'asc' },
  });
  // A message and its note have one id. The first note belongs to the case, the last one to the decision.
  const notes = await database.models.note.findMany({ where: { caseId: row.id } });
  const noteOf = new Map(notes.map(({ id, body }) => [id, body]));
  const owners = events.flatMap(({ payload }) => Object.values(ownersIn(payload)).flatMap((id) => id ?? []));
  const people = await readPersonal(database, [...events.flatMap(({ actorId }) => actorId ?? []), ...owners]);
  const nameOf = (id: string | null): string | null => (id && people.get(id)?.name) || null;
  const why = events.some(({ kind }) => kind === 'caseChanged') ? await whyWithdrawn(database, row) : null;
  const timeline = events.map(({ id, subjectId, at, kind, payload, role, actorId, verified, cause }) => ({
    ...{ id: String(id), round: Number(subjectId.split('/')[1]), at: at.toISOString(), kind, verified },
    payload: {
      ...(payload as object),
      ...ownersNamed(payload, nameOf),
      ...(kind === 'caseChanged' && why ? { reason: why.reason } : {}),
    },
    ...{ by: role as View['by'], name: nameOf(actorId) },
    note:
      kind === 'caseChanged'
        ? (why?.note ?? null)
        : NOTED_ELSEWHERE.has(kind)
          ? null
          : (noteOf.get(cause) ?? null),
  }));
  return timeline.some(({ kind }) => kind === 'caseOpened') ? timeline : [opening(row), ...timeline];
}

const NOTED_ELSEWHERE = new Set(['caseOpened', 'caseDecided']);

const ownersIn = (payload: unknown): { owner?: string | null; from?: string | null } => {
  const { ownerId = null, takenFrom = null } = payload as {
    ownerId?: string | null;
    takenFrom?: string | null;
  };
  return { ...(ownerId ? { owner: ownerId } : {}), ...(takenFrom ? { from: takenFrom } : {}) };
};

/** Who is in charge from then on, and from whom the case was taken over, by name. */
const ownersNamed = (payload: unknown, nameOf: (id: string | null) => string | null): object =>
  Object.fromEntries(Object.entries(ownersIn(payload)).map(([field, id]) => [field, nameOf(id)]));

/**
 * Why the helper dropped out while the case was open: staff need it for the decision. It is on the order's timeline.
 */
async function whyWithdrawn(
  database: Database,
  row: Case,
): Promise<{ reason: string; note: string | null } | null> {
  if (!row.orderId || !row.helperId) return null;
  const event = await database.models.orderEvent.findFirst({
    where: {
      ...{ orderId: row.orderId, kind: 'helperWithdrew', at: { gte: row.openedAt } },
      payload: { path: ['helperId'], equals: row.helperId },
    },
    orderBy: { id: 'asc' },
  });
  if (!event) return null;
  const { reason, noteId } = event.payload as { reason: string; noteId?: string };
  const note = noteId ? await database.models.note.findUnique({ where: { id: noteId } }) : null;
  return { reason, note: note?.body ?? null };
}

/** A case that was opened before cases had timelines has only the times in its row. */
const opening = ({ openedAt, kind, reason }: Case): View => ({
  ...{ id: 'opened', round: 1, at: openedAt.toISOString(), kind: 'caseOpened' },
  ...{ payload: { kind, reason }, by: 'system', name: null, note: null, verified: true },
});
