import { randomUUID } from 'node:crypto';
import { draftTerms } from '#activities/agreements/agreement-terms.ts';
import { insertHoldsSql, keepOnlySql, releaseSlots } from '#activities/calendars/booking.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { Choice } from './check-choice.ts';
import type { BookingInput, BookingScene } from './lock-booking-scene.ts';

interface Booking {
  order: OrderRow;
  input: BookingInput;
  scene: BookingScene;
  choice: Choice;
}

/** Books the slot, releases the order's other slots and agreement, marks the choice and drafts the agreement. */
export async function writeBooking(
  tx: Tx,
  booking: Booking,
): Promise<{ agreementId: string; termsHash: string }> {
  const { order, input, scene, choice } = booking;
  const { helperId } = input;
  const { slot, price, candidate, held } = choice;
  const startsAt = new Date(slot.startsAt);
  const endsAt = new Date(slot.endsAt);
  const { unit } = scene.need;
  const { terms, termsHash } = draftTerms({ order, helperId, unit, quote: price, startsAt, endsAt });
  const agreementId = randomUUID();
  // Another slot of the same order would conflict with the wanted one.
  if (!held && scene.holds) await releaseSlots(tx, { orderId: order.id });
  // Only one agreement of an order may be active: the previous one is voided first.
  if (scene.agreed)
    await tx.execute(
      sql`UPDATE agreement SET status = 'void' WHERE order_id = ${order.id} AND status <> 'void'`,
    );
  const hold = { ...slot, orderId: order.id, helperId, site: scene.need, heldUntil: input.holdUntil };
  await tx.execute(sql`
    WITH slot AS (${held ? keepOnlySql(hold) : insertHoldsSql([hold])}),
    chosen AS (
      UPDATE candidate SET status = CASE WHEN helper_id = ${helperId}::uuid THEN 'chosen' ELSE 'passed' END
      WHERE order_id = ${order.id} AND CASE WHEN helper_id = ${helperId}::uuid
        THEN ${candidate !== undefined} AND round = ${input.round} ELSE status IN ('offered', 'accepted', 'chosen') END
    )
    INSERT INTO agreement (id, order_id, helper_id, terms, terms_hash, status)
    VALUES (${agreementId}::uuid, ${order.id}, ${helperId}::uuid, ${JSON.stringify(terms)}::jsonb, ${termsHash}, 'drafted')`);
  if (!candidate) await addChosen(tx, booking);
  return { agreementId, termsHash };
}

/** Ops may choose a helper who declined earlier. */
async function addChosen(tx: Tx, { order, input, choice }: Booking): Promise<void> {
  const { helperId, round, step } = input;
  const { slot, price } = choice;
  await tx.execute(sql`
    INSERT INTO candidate (order_id, round, helper_id, rank, score, reasons, quote, starts_at, ends_at, hold, status,
      offered_at)
    VALUES (${order.id}, ${round}, ${helperId}::uuid, 0, 0, '[{"code":"byHand"}]', ${JSON.stringify(price)}::jsonb,
      ${new Date(slot.startsAt)}, ${new Date(slot.endsAt)}, 'firm', 'chosen', ${new Date(step.at)})
    ON CONFLICT (order_id, round, helper_id) DO UPDATE SET rank = excluded.rank, score = excluded.score,
      reasons = excluded.reasons, quote = excluded.quote, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
      hold = excluded.hold, status = excluded.status, offered_at = excluded.offered_at, answered_at = NULL`);
}
