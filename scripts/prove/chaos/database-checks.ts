/** What `npm run verify` cannot see at the end of a run: one row per violation. */
export const CHAOS_CHECKS = {
  // Slots that were alive at the same time, also those given back since: stamp-bookings.ts says from and until when. An
  // expired hold is alive until its time;
  // half a second is left to the clocks of application and database.
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

  // One transition writes each of its events once, however often it is tried.
  secondWrites: `
    SELECT order_id AS "orderId", kind || ' of version ' || version || ' was written ' || count(*) || ' times' AS what
    FROM order_event WHERE version > 0 GROUP BY order_id, version, kind, cause HAVING count(*) > 1`,
} as const;
