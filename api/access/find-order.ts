import { Refused } from '#api/http/refused.ts';
import type { Database } from '#platform/database.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { isStaff, type Reader } from './reader.ts';
import type { StoredOrder } from './stored-order.ts';

/** Which orders this reader may see: one's own; a helper those he was offered, agreed on or has; staff their city's. */
export function visibleTo(reader: Reader): Prisma.OrderWhereInput {
  if (isStaff(reader)) return { city: reader.city };
  if (reader.role === 'customer') return { customerId: reader.id };
  return {
    OR: [
      { helperId: reader.id },
      { candidates: { some: { helperId: reader.id } } },
      { agreements: { some: { helperId: reader.id } } },
    ],
  };
}

/** The same rule in SQL, for a person p and an order o. */
export const VISIBLE = Prisma.sql`((p.role IN ('ops', 'agent') AND o.city = p.city) OR (p.role = 'customer' AND o.customer_id = p.id)
  OR (p.role = 'helper' AND (o.helper_id = p.id
    OR EXISTS (SELECT 1 FROM candidate c WHERE c.order_id = o.id AND c.helper_id = p.id)
    OR EXISTS (SELECT 1 FROM agreement a WHERE a.order_id = o.id AND a.helper_id = p.id))))`;

/** A whole row of table "order" as o, with the names and types that Prisma gives it. */
export const ORDER_COLUMNS = Prisma.sql`o.id, o.version, o.stage, o.ending, o.waiting_for AS "waitingFor", o.deadline,
  o.needs_ops AS "needsOps", o.needs_ops_reason AS "needsOpsReason", o.city, o.district,
  o.service_code AS "serviceCode", o.quantity, o.window_start AS "windowStart", o.window_end AS "windowEnd", o.minutes,
  o.customer_id AS "customerId", o.helper_id AS "helperId", o.policy_key AS "policyKey", o.policy, o.round,
  o.rematch_count AS "rematchCount", o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.total_fen AS "totalFen",
  o.settlement, o.clock_shift_ms AS "clockShiftMs", o.placed_by AS "placedBy", o.body_hash AS "bodyHash",
  o.created_at AS "createdAt", o.updated_at AS "updatedAt", o.closed_at AS "closedAt",
  o.workflow_started AS "workflowStarted"`;

/** The order, if the reader may see it: someone else's order answers as a missing one does. */
export async function findOrder(input: {
  database: Database;
  reader: Reader;
  orderId: string;
}): Promise<StoredOrder> {
  const { database, reader, orderId } = input;
  const { asked } = reader;
  const order =
    asked?.orderId === orderId
      ? asked.row
      : await database.order.findFirst({ where: { AND: [{ id: orderId }, visibleTo(reader)] } });
  if (!order) throw new Refused('NotFound');
  return order;
}
