import { iso } from '#api/order-rows/present-summary.ts';
import type { CaseView } from '#contracts/cases/case.ts';
import type { Database } from '#platform/database.ts';
import type { Prisma } from '#prisma/generated/client.ts';

type Row = Omit<Prisma.CaseGetPayload<object>, 'decidedBy'>;

/** Cases with their services and their helpers' names; what a person wrote only for staff. */
export async function presentCases(input: {
  database: Database;
  rows: Row[];
  withNotes: boolean;
}): Promise<CaseView[]> {
  const { database, rows, withNotes } = input;
  if (rows.length === 0) return [];
  const [orders, helpers, notes] = await Promise.all([
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
    decision: row.decision,
    decidedAt: iso(row.decidedAt),
    proposal: withNotes ? row.proposal : null,
    helper: row.helperId ? (helperOf.get(row.helperId) ?? null) : null,
    note: row.noteId ? (noteOf.get(row.noteId) ?? null) : null,
  }));
}
