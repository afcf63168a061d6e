import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** By SQL, past everything but what the database itself refuses; held for an hour if it is held. */
export const insertBooking = (
  client: pg.Client,
  row: {
    id?: string;
    orderId: string;
    helperId: string;
    startsAt: Date | string;
    endsAt: Date | string;
    status: string;
  },
) =>
  client.query(
    `INSERT INTO booking (id, order_id, helper_id, starts_at, ends_at, status, held_until, latitude, longitude)
     VALUES ($1, $2, $3, $4, $5, $6, now() + interval '1 hour', 36.8, 118)`,
    [row.id ?? randomUUID(), row.orderId, row.helperId, row.startsAt, row.endsAt, row.status],
  );
