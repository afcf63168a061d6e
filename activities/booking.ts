import { randomUUID } from 'node:crypto';
import type { Place } from './distance.ts';
import type { Slot } from './helper-calendar.ts';
import type { Tx } from './order-row.ts';

/**
 * Everyone who changes a helper's calendar takes this lock first, all helpers at once and in one order. The exclusion
 * constraint alone is correct, but parallel inserts that it checks against each other end in deadlocks.
 */
export async function lockHelpers(tx: Tx, helperIds: string[]): Promise<void> {
  if (helperIds.length > 0) await lockHelpersOf(tx, null, helperIds);
}

/**
 * The lock of everyone in whose calendar this order holds something, and of these helpers. Answers whether it holds
 * anything: only the order's own transitions take slots for it, one after the other, so nothing held is nothing to let go.
 */
export async function lockHelpersOf(tx: Tx, orderId: string | null, helperIds: string[] = []) {
  const locked = await tx.$queryRaw<{ held: boolean }[]>`
    SELECT held, pg_advisory_xact_lock(hashtextextended('helper ' || id, 0))::text
    FROM (
      SELECT id, bool_or(held) AS held FROM (
        SELECT unnest(${helperIds}::text[]) AS id, false AS held
        UNION ALL
        SELECT helper_id::text, true FROM booking WHERE order_id = ${orderId} AND status IN ('held', 'confirmed')
      ) AS wanted GROUP BY id ORDER BY id
    ) AS sorted`;
  return locked.some(({ held }) => held);
}

/** Holds whose time has passed make room. Only under the helpers' locks. */
export async function voidExpiredHolds(tx: Tx, helperIds: string[], keepOrderId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE booking SET status = 'voided', updated_at = now()
    WHERE helper_id = ANY(${helperIds}::uuid[]) AND status = 'held' AND held_until < now() AND order_id <> ${keepOrderId}`;
}

/** Lets go of this order's slots, or of those of one helper. Only under the helpers' locks. */
export async function releaseSlots(tx: Tx, input: { orderId: string; helperId?: string }): Promise<void> {
  const { orderId, helperId = null } = input;
  await tx.$executeRaw`
    UPDATE booking SET status = 'released', updated_at = now()
    WHERE order_id = ${orderId} AND status IN ('held', 'confirmed')
      AND (${helperId}::uuid IS NULL OR helper_id = ${helperId}::uuid)`;
}

/** Of this order's slots only this helper's stays, held until then. Only under the helpers' locks. */
export async function keepOnly(
  tx: Tx,
  { orderId, helperId, heldUntil }: { orderId: string; helperId: string; heldUntil: string },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE booking SET updated_at = now(),
      status = CASE WHEN helper_id = ${helperId}::uuid THEN status ELSE 'released' END,
      held_until = CASE WHEN helper_id = ${helperId}::uuid THEN ${new Date(heldUntil)} ELSE held_until END
    WHERE order_id = ${orderId} AND (status = 'held' OR (status = 'confirmed' AND helper_id <> ${helperId}::uuid))`;
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
