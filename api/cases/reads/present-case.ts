import { iso } from '#api/order-rows/present-summary.ts';
import type { CaseView } from '#contracts/cases/case.ts';
import type { Database } from '#platform/database.ts';
import { type Personal, readPersonal } from '#platform/personal.ts';
import type { Case } from '#prisma/generated/client.ts';

type Row = Pick<
  Case,
  | ('id' | 'round' | 'version' | 'orderId' | 'kind' | 'variant' | 'reason' | 'status' | 'openedAt' | 'dueAt')
  | ('overdue' | 'decision' | 'decidedAt' | 'proposal' | 'helperId' | 'ownerId' | 'noteId')
>;

/** Cases with their services and their helpers' names; texts that were written only for staff. */
export async function presentCases(input: {
  database: Database;
  rows: Row[];
  withNotes: boolean;
}): Promise<CaseView[]> {
  const { database, rows, withNotes } = input;
  if (rows.length === 0) return [];
  const [orders, helpers, notes, staff] = await Promise.all([
    database.models.order.findMany({
      where: { id: { in: rows.flatMap((row) => row.orderId ?? []) } },
      select: { id: true, serviceCode: true },
    }),
    database.models.helper.findMany({
      where: { id: { in: rows.flatMap((row) => row.helperId ?? []) } },
      select: { id: true, displayName: true },
    }),
    withNotes
      ? database.models.note.findMany({ where: { id: { in: rows.flatMap((row) => row.noteId ?? []) } } })
      : [],
    withNotes
      ? readPersonal(
          database,
          rows.flatMap((row) => row.ownerId ?? []),
        )
      : new Map<string, Personal>(),
  ]);
  const serviceOf = new Map(orders.map((order) => [order.id, order.serviceCode]));
  const helperOf = new Map(helpers.map((helper) => [helper.id, helper]));
  const noteOf = new Map(notes.map((note) => [note.id, note.body]));
  return rows.map((row) => ({
    id: row.id,
    round: row.round,
    version: row.version,
    orderId: row.orderId,
    serviceCode: row.orderId ? (serviceOf.get(row.orderId) ?? null) : null,
    kind: row.kind as CaseView['kind'],
    variant: row.variant,
    reason: row.reason,
    status: row.status as CaseView['status'],
    openedAt: row.openedAt.toISOString(),
    dueAt: iso(row.dueAt),
    overdue: row.overdue,
    decision: row.decision,
    decidedAt: iso(row.decidedAt),
    proposal: withNotes ? row.proposal : null,
    helper: row.helperId ? (helperOf.get(row.helperId) ?? null) : null,
    owner: ownerOf(row, staff),
    note: row.noteId ? (noteOf.get(row.noteId) ?? null) : null,
  }));
}

const ownerOf = ({ ownerId }: Pick<Row, 'ownerId'>, staff: Map<string, Personal>): CaseView['owner'] => {
  const owner = ownerId ? staff.get(ownerId) : undefined;
  return owner ? { id: owner.personId, name: owner.name } : null;
};
