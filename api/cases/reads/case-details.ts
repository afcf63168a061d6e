import type { z } from 'zod';
import type { Deps } from '#api/deps.ts';
import type { Reader } from '#api/http/reader.ts';
import { temporalUrlOf } from '#api/order-rows/temporal-url.ts';
import type { CaseDetails } from '#contracts/cases/case.ts';
import { caseMovesNow } from '#contracts/cases/case-moves.ts';
import { caseWorkflowId } from '#contracts/cases/case-subject.ts';
import { type CaseKind, decisionsOf } from '#contracts/cases/kinds.ts';
import { parsePolicy } from '#contracts/catalogue/parse-policy.ts';
import type { Database } from '#platform/database.ts';
import { readPersonal } from '#platform/personal.ts';
import type { CaseDecision } from '#prisma/generated/client.ts';
import { isOfOrder } from '../case-target.ts';
import { caseTimeline } from './case-timeline.ts';
import { findCase } from './find-case.ts';
import { presentCases } from './present-case.ts';

type Details = z.input<typeof CaseDetails>;

/** One case with all that staff need to decide it. Refuses with `NotFound` when it is not of their city. */
export async function caseDetails(input: { deps: Deps; reader: Reader; caseId: string }): Promise<Details> {
  const { deps, reader, caseId } = input;
  const { database } = deps;
  const row = await findCase({ database, reader, caseId });
  const [[view], order, decided, timeline] = await Promise.all([
    presentCases({ database, rows: [row], withNotes: true }),
    row.orderId
      ? database.models.order.findUnique({
          where: { id: row.orderId },
          select: { policy: true, totalFen: true },
        })
      : null,
    database.models.caseDecision.findMany({ where: { caseId }, orderBy: { round: 'asc' } }),
    caseTimeline(database, row),
  ]);
  const ids = [row.customerId, row.openedBy, ...decided.map(({ decidedBy }) => decidedBy)];
  const personal = await readPersonal(
    database,
    ids.flatMap((id) => id ?? []),
  );
  const nameOf = (id: string | null): string | null => (id && personal.get(id)?.name) || null;
  const customer = nameOf(row.customerId);
  const isOpen = row.status === 'open';
  const kind = row.kind as CaseKind;
  const hasWorkflow = !isOfOrder(row);
  // A wait of the workflow is stored with its kind as the reason; any other reason means that the workflow needs help.
  const needsHand = isOpen && row.needsOpsReason !== kind ? row.needsOpsReason : null;
  const facts = {
    ...{ id: row.id, kind, variant: row.variant, isOpen, hasWorkflow, ownerId: row.ownerId },
    rehearsal: parsePolicy(order?.policy).rehearsal,
    ...{ retryable: needsHand !== null, hasDeadline: row.dueAt !== null },
  };
  return {
    ...view!,
    customer: row.customerId && customer ? { id: row.customerId, name: customer } : null,
    openedBy: nameOf(row.openedBy),
    needsHand,
    decisions: isOpen ? [...decisionsOf(kind, row.variant)] : [],
    allowed: caseMovesNow(reader, facts),
    mostFen: order?.totalFen ?? null,
    timeline,
    decided: await withNotes(database, decided, nameOf),
    temporalUrl:
      hasWorkflow && row.version > 0 ? temporalUrlOf(deps, caseWorkflowId(row.id, row.round)) : null,
  };
}

async function withNotes(
  database: Database,
  decided: CaseDecision[],
  nameOf: (id: string | null) => string | null,
): Promise<Details['decided']> {
  const ids = decided.flatMap(({ noteId }) => noteId ?? []);
  const notes = ids.length > 0 ? await database.models.note.findMany({ where: { id: { in: ids } } }) : [];
  const noteOf = new Map(notes.map(({ id, body }) => [id, body]));
  return decided.map(({ round, decision, amountFen, decidedBy, role, reason, noteId, at }) => ({
    ...{ round, decision, amountFen, reason, by: role as Details['decided'][number]['by'] },
    ...{ name: nameOf(decidedBy), note: (noteId && noteOf.get(noteId)) || null, at: at.toISOString() },
  }));
}
