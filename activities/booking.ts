import { randomUUID } from 'node:crypto';
import type { Place } from './distance.ts';
import type { Slot } from './helper-calendar.ts';
import type { Tx } from './order-row.ts';

/**
 * Everyone who changes a helper's calendar takes this lock first, all helpers at once and in one order. The exclusion
 * constraint alone is correct, but parallel inserts that it checks against each other end in deadlocks.
 */
export async function lockHelpers(tx: Tx, helperIds: string[]): Promise<void> {
  const ids = [...new Set(helperIds)].sort();
  if (ids.length === 0) return;
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended('helper ' || id, 0))
    FROM (SELECT unnest(${ids}::text[]) AS id ORDER BY 1) AS sorted`;
}

/** Holds whose time has passed make room. Only under the helpers' locks. */
export async function voidExpiredHolds(tx: Tx, helperIds: string[], keepOrderId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE booking SET status = 'voided', updated_at = now()
    WHERE helper_id = ANY(${helperIds}::uuid[]) AND status = 'held' AND held_until < now() AND order_id <> ${keepOrderId}`;
}

/** The helpers in whose calendar this order holds something. */
export async function helpersHeldBy(tx: Tx, orderId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ helper_id: string }[]>`
    SELECT DISTINCT helper_id FROM booking WHERE order_id = ${orderId} AND status IN ('held', 'confirmed')`;
  return rows.map((row) => row.helper_id);
}

/** Lets go of this order's slots, or of those of one helper. Only under the helpers' locks. */
export async function releaseSlots(
  tx: Tx,
  input: { orderId: string; helperId?: string; except?: string },
): Promise<void> {
  const { orderId, helperId = null, except = null } = input;
  await tx.$executeRaw`
    UPDATE booking SET status = 'released', updated_at = now()
    WHERE order_id = ${orderId} AND status IN ('held', 'confirmed')
      AND (${helperId}::uuid IS NULL OR helper_id = ${helperId}::uuid)
      AND (${except}::uuid IS NULL OR helper_id <> ${except}::uuid)`;
}

export interface NewHold extends Slot {
  orderId: string;
  helperId: string;
  site: Place;
  heldUntil: string;
}

/** Only under the helpers' locks, and after the calendars were asked. */
export async function insertHolds(tx: Tx, holds: NewHold[]): Promise<void> {
  if (holds.length === 0) return;
  await tx.booking.createMany({
    data: holds.map((hold) => ({
      id: randomUUID(),
      orderId: hold.orderId,
      helperId: hold.helperId,
      startsAt: new Date(hold.startsAt),
      endsAt: new Date(hold.endsAt),
      status: 'held',
      heldUntil: new Date(hold.heldUntil),
      latitude: hold.site.latitude,
      longitude: hold.site.longitude,
    })),
  });
}

/** This order's living slot with a helper, if it still has one. */
export async function ownSlot(tx: Tx, orderId: string, helperId: string): Promise<Slot | undefined> {
  const row = await tx.booking.findFirst({
    where: { orderId, helperId, status: { in: ['held', 'confirmed'] } },
    select: { startsAt: true, endsAt: true },
  });
  return row ? { startsAt: row.startsAt.getTime(), endsAt: row.endsAt.getTime() } : undefined;
}

/** True when PostgreSQL refused an overlap or ended a deadlock: the backstop behind the locks. */
export function isTakenBySql(error: unknown): boolean {
  const text = [error, (error as { cause?: unknown }).cause, (error as { meta?: unknown }).meta]
    .map((part) =>
      part instanceof Error ? `${part.message} ${JSON.stringify(part)}` : JSON.stringify(part ?? ''),
    )
    .join(' ');
  return /\b(23P01|40P01)\b/.test(text);
}
