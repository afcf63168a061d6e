import type { ConflictView } from '#contracts/calendars/calendar.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/** A slot of a helper that has not started yet. */
export interface AliveBooking {
  id: string;
  orderId: string;
  serviceCode: string;
  district: string;
  startsAt: Date;
  endsAt: Date;
  metres: number;
  holidays: string[];
  skills: string[];
  /** Promised to a customer; otherwise held while somebody decides. */
  promised: boolean;
}

/** All slots that a change of the helper's calendar may affect. Only under the helper's lock. */
export function aliveBookings(tx: Tx, helperId: string): Promise<AliveBooking[]> {
  return tx.query<AliveBooking>(sql`
    SELECT b.id, b.order_id AS "orderId", o.service_code AS "serviceCode", o.district, b.starts_at AS "startsAt",
      b.ends_at AS "endsAt", coalesce(o.policy -> 'holidays', '[]') AS holidays,
      s.skills || CASE WHEN i.wishes ->> 'illness' IS NULL THEN '{}' ELSE ARRAY['illness:' || (i.wishes ->> 'illness')] END AS skills,
      (2 * 6371000 * asin(sqrt(power(sin(radians(h.home_latitude - b.latitude) / 2), 2)
        + cos(radians(b.latitude)) * cos(radians(h.home_latitude))
          * power(sin(radians(h.home_longitude - b.longitude) / 2), 2))))::int AS metres,
      (o.helper_id IS NOT DISTINCT FROM b.helper_id AND o.stage IN ('agreement', 'scheduled', 'visit')) AS promised
    FROM booking b
    JOIN helper h ON h.id = b.helper_id
    JOIN "order" o ON o.id = b.order_id
    JOIN service s ON s.code = o.service_code
    JOIN inquiry i ON i.order_id = o.id
    LEFT JOIN visit v ON v.order_id = o.id
    WHERE b.helper_id = ${helperId}::uuid AND b.status IN ('held', 'confirmed') AND b.ends_at > now()
      AND v.checked_in_at IS NULL
    ORDER BY b.starts_at`);
}

export const presentConflict = (booking: AliveBooking): ConflictView => ({
  orderId: booking.orderId,
  serviceCode: booking.serviceCode,
  district: booking.district,
  startsAt: booking.startsAt.toISOString(),
  endsAt: booking.endsAt.toISOString(),
});
