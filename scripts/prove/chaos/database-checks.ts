/** Violations that `npm run verify` cannot see at the end of a run: one row per violation. */
export const CHAOS_CHECKS = {
  // Slots that were active at the same time, also released ones: stamp-bookings.ts records from and until when. An
  // expired hold is active until its time; half a second is allowed for the clocks of application and database.
  overlappingBookings: `
    WITH alive AS (
      SELECT id, order_id, helper_id, tstzrange(starts_at, ends_at, '[)') AS span, created_at AS since,
        CASE WHEN status IN ('held', 'confirmed') THEN 'infinity' WHEN status = 'voided' THEN least(updated_at, held_until)
          ELSE updated_at END - interval '500 milliseconds' AS until
      FROM booking
    )
    SELECT a.order_id AS "orderId", 'helper ' || a.helper_id || ' was booked for ' || b.order_id || ' as well' AS what
    FROM alive a JOIN alive b ON b.helper_id = a.helper_id AND b.id > a.id AND b.order_id <> a.order_id
      AND a.span && b.span AND a.since < b.until AND b.since < a.until`,

  // A transition writes each of its events once, however often it is tried.
  secondWrites: `
    SELECT order_id AS "orderId", kind || ' of version ' || version || ' was written ' || count(*) || ' times' AS what
    FROM order_event WHERE version > 0 GROUP BY order_id, version, kind, cause HAVING count(*) > 1`,

  // An event answered it, and nobody notified the case. A penalty and the absence of a helper who withdrew continue
  // after their order; a case that staff opened by hand has no question of an order.
  casesWithoutQuestion: `
    SELECT order_id AS "orderId", kind || ' case ' || id || ' is open, and ' || why AS what FROM (
      SELECT c.id, c.order_id, c.kind, CASE
        WHEN c.kind = 'penalty' THEN CASE WHEN EXISTS (SELECT 1 FROM penalty p WHERE p.order_id = c.order_id)
          THEN 'its penalty was given' END
        WHEN c.kind = 'general' OR c.variant IS NOT NULL THEN NULL
        WHEN o.stage = 'closed' THEN 'its order is closed'
        WHEN c.kind = 'payment' AND o.settlement IN ('paid', 'waived') THEN 'its order is ' || o.settlement
        WHEN c.kind = 'arrival' AND EXISTS (
          SELECT 1 FROM order_event e WHERE e.order_id = c.order_id AND e.kind = 'checkedIn' AND e.at > c.opened_at
        ) THEN 'the helper has checked in'
        WHEN c.kind = 'fitness' AND o.helper_id IS DISTINCT FROM c.helper_id THEN 'the helper is replaced'
      END AS why
      FROM "case" c JOIN "order" o ON o.id = c.order_id WHERE c.status = 'open'
    ) open WHERE why IS NOT NULL`,
} as const;
