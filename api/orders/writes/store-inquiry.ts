import { firstValues } from '#activities/order-rows/order-columns.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { NewOrder } from '#contracts/orders/new-order.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { Terms } from './terms-of.ts';

export type NewRow = OrderRow & { createdAt: Date };

/** Nothing has come of it yet. */
export const NEW_ORDER = {
  version: 0,
  stage: 'inquiry',
  ending: null,
  deadline: null,
  needsOps: false,
  needsOpsReason: null,
  helperId: null,
  round: 0,
  rematchCount: 0,
  startsAt: null,
  endsAt: null,
  totalFen: null,
  settlement: 'none',
  clockShiftMs: 0,
  closedAt: null,
} as const;

/** The order's first row and its inquiry; false when its number exists, from the same key on another day. */
export async function storeInquiry(
  tx: Tx,
  given: {
    order: NewRow;
    address: NonNullable<Terms['address']>;
    body: NewOrder;
    channel: 'phone' | 'web';
    placedBy: string;
    bodyHash: string;
  },
): Promise<boolean> {
  const { order, address, body, channel, placedBy, bodyHash } = given;
  const count = await tx.execute(sql`
    WITH placed AS (
      INSERT INTO "order" ${firstValues({ ...order, policyKey: order.policy.key, placedBy, bodyHash })}
      ON CONFLICT (id) DO NOTHING RETURNING id
    )
    INSERT INTO inquiry (order_id, contact_name, contact_phone, address_line, latitude, longitude, for_other, area,
      care_notes, remarks, wishes, channel)
    SELECT placed.id, ${address.contactName}, ${address.contactPhone}, ${address.line}, ${address.latitude}::float8,
      ${address.longitude}::float8, ${body.forOther ?? false}::boolean, ${body.area ?? null}::int,
      ${body.careNotes || null}, ${body.remarks || null}, ${JSON.stringify(body.wishes ?? {})}::jsonb, ${channel}
    FROM placed`);
  return count === 1;
}
