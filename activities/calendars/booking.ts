import { randomUUID } from 'node:crypto';
import type { Tx } from '#platform/database.ts';
import { type Statement, sql } from '#platform/sql.ts';
import type { Place } from './distance.ts';
import type { Slot } from './helper-calendar.ts';

/**
 * Everyone who changes a helper's calendar takes this lock first, all helpers at once and in one order. The exclusion
 * constraint alone is correct, but parallel inserts that it checks against each other end in deadlocks.
 */
export async function lockHelpers(tx: Tx, helperIds: string[]): Promise<void> {
  if (helperIds.length > 0) await lockHelpersOf(tx, null, helperIds);
}

/**
 * Locks everyone in whose calendar this order holds a slot, and these helpers. Returns whether it holds any. Only the
 * order's own transitions book slots for it, one after the other, so without a hold there is nothing to release.
 */
export async function lockHelpersOf(tx: Tx, orderId: string | null, helperIds: string[] = []) {
  const locked = await tx.query<{ held: boolean }>(sql`
    SELECT held, pg_advisory_xact_lock(hashtextextended('helper ' || id, 0))::text
    FROM (
      SELECT id, bool_or(held) AS held FROM (
        SELECT unnest(${helperIds}::text[]) AS id, false AS held
        UNION ALL
        SELECT helper_id::text, true FROM booking WHERE order_id = ${orderId} AND status IN ('held', 'confirmed')
      ) AS wanted GROUP BY id ORDER BY id
    ) AS sorted`);
  return locked.some(({ held }) => held);
}

/** Removes expired holds. Only under the helpers' locks. */
export async function voidExpiredHolds(tx: Tx, helperIds: string[], keepOrderId: string): Promise<void> {
  await tx.execute(voidExpiredSql(helperIds, keepOrderId));
}

const voidExpiredSql = (helperIds: string[], keepOrderId: string): Statement => sql`
  UPDATE booking SET status = 'voided', updated_at = now()
  WHERE helper_id = ANY(${helperIds}::uuid[]) AND status = 'held' AND held_until < now() AND order_id <> ${keepOrderId}`;

/** The same, and all slots of this order in the calendars of its helpers. */
export async function voidOthersExpired(
  tx: Tx,
  helperIds: string[],
  orderId: string,
): Promise<(Slot & { helperId: string })[]> {
  const rows = await tx.query<{ helperId: string; startsAt: Date; endsAt: Date }>(sql`
    WITH voided AS (${voidExpiredSql(helperIds, orderId)})
    SELECT helper_id AS "helperId", starts_at AS "startsAt", ends_at AS "endsAt" FROM booking
    WHERE order_id = ${orderId} AND status IN ('held', 'confirmed')`);
  return rows.map(({ helperId, startsAt, endsAt }) => {
    return { helperId, startsAt: startsAt.getTime(), endsAt: endsAt.getTime() };
  });
}

/** Releases this order's slots, or those of one helper. Only under the helpers' locks. */
export async function releaseSlots(tx: Tx, input: { orderId: string; helperId?: string }): Promise<void> {
  const { orderId, helperId = null } = input;
  await tx.execute(sql`
    UPDATE booking SET status = 'released', updated_at = now()
    WHERE order_id = ${orderId} AND status IN ('held', 'confirmed')
      AND (${helperId}::uuid IS NULL OR helper_id = ${helperId}::uuid)`);
}

/**
 * Releases all slots of this order except that of this helper, which is held until then. Only under the helpers'
 * locks.
 */
export function keepOnlySql({ orderId, helperId, heldUntil }: NewHold): Statement {
  return sql`
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

/** Only under the helpers' locks, and after the calendars were checked. */
export async function insertHolds(tx: Tx, holds: NewHold[]): Promise<void> {
  if (holds.length === 0) return;
  await tx.execute(insertHoldsSql(holds));
}

/** The same as a part of a larger statement. */
export function insertHoldsSql(holds: NewHold[]): Statement {
  const rows = holds.map(({ orderId, helperId, startsAt, endsAt, heldUntil, site }) => ({
    ...{ id: randomUUID(), orderId, helperId, latitude: site.latitude, longitude: site.longitude },
    ...{ startsAt: new Date(startsAt), endsAt: new Date(endsAt), heldUntil: new Date(heldUntil) },
  }));
  return sql`
    INSERT INTO booking (id, order_id, helper_id, starts_at, ends_at, status, held_until, latitude, longitude)
    SELECT id, "orderId", "helperId", "startsAt", "endsAt", 'held', "heldUntil", latitude, longitude
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given (id uuid, "orderId" text, "helperId" uuid,
      "startsAt" timestamptz, "endsAt" timestamptz, "heldUntil" timestamptz, latitude float8, longitude float8)`;
}

/** This order's active slot with a helper, if it has one. */
export async function ownSlot(tx: Tx, orderId: string, helperId: string): Promise<Slot | undefined> {
  const [row] = await tx.query<{ startsAt: Date; endsAt: Date }>(sql`
    SELECT starts_at AS "startsAt", ends_at AS "endsAt" FROM booking
    WHERE order_id = ${orderId} AND helper_id = ${helperId}::uuid AND status IN ('held', 'confirmed') LIMIT 1`);
  return row ? { startsAt: row.startsAt.getTime(), endsAt: row.endsAt.getTime() } : undefined;
}

/**
 * True when PostgreSQL refused an overlap or resolved a deadlock. The constraint is the second safeguard behind the
 * locks.
 */
export function isTakenBySql(error: unknown): boolean {
  const text = [error, (error as { cause?: unknown }).cause, (error as { meta?: unknown }).meta]
    .map((part) =>
      part instanceof Error ? `${part.message} ${JSON.stringify(part)}` : JSON.stringify(part ?? ''),
    )
    .join(' ');
  return /\b(23P01|40P01)\b/.test(text);
}
