import type { z } from 'zod';
import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import type { OrderSummary } from '#contracts/orders/order.ts';
import { stateWord, type VisitPhase } from '#contracts/orders/stages.ts';
import type { Prisma } from '#prisma/generated/client.ts';

type Row = StoredOrder & {
  visit: Pick<
    Prisma.VisitGetPayload<object>,
    'departedAt' | 'checkedInAt' | 'checkedOutAt' | 'confirmedAt'
  > | null;
};

export function presentSummary(
  row: Row,
  helper: { id: string; displayName: string } | null,
): z.input<typeof OrderSummary> {
  const phase = phaseOf(row);
  const state = { stage: row.stage, ending: row.ending, phase };
  return {
    id: row.id,
    version: row.version,
    ...state,
    word: stateWord(state),
    settlement: row.settlement,
    waitingFor: row.waitingFor,
    deadline: iso(row.deadline),
    needsOps: row.needsOps,
    needsOpsReason: row.needsOpsReason,
    serviceCode: row.serviceCode,
    city: row.city,
    district: row.district,
    quantity: row.quantity,
    minutes: row.minutes,
    windowStart: row.windowStart.toISOString(),
    windowEnd: row.windowEnd.toISOString(),
    startsAt: iso(row.startsAt),
    endsAt: iso(row.endsAt),
    totalFen: row.totalFen,
    helper,
    rehearsal: row.policy.rehearsal,
    createdAt: row.createdAt.toISOString(),
    closedAt: iso(row.closedAt),
  };
}

/** The progress of the visit, if one is agreed. */
export function phaseOf({ visit }: Pick<Row, 'visit'>): VisitPhase | null {
  if (!visit) return null;
  if (visit.confirmedAt) return 'confirmed';
  if (visit.checkedOutAt) return 'checkedOut';
  if (visit.checkedInAt) return 'checkedIn';
  return visit.departedAt ? 'departed' : 'planned';
}

export const iso = (date: Date | null): string | null => date?.toISOString() ?? null;
