import { insertHolds, lockHelpers, voidExpiredHolds } from '#activities/calendars/booking.ts';
import { nearestFreeStarts } from '#activities/calendars/free-starts.ts';
import { clashOf, type HelperCalendar, type Slot } from '#activities/calendars/helper-calendar.ts';
import { type Need, needOf } from '#activities/matching/find-free-helpers.ts';
import { lookAtHelpers } from '#activities/matching/look-at-helpers.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { EffectRefused } from '#activities/transition/effect-refused.ts';
import { millis } from '#contracts/durations.ts';
import { isHoliday } from '#contracts/money/price.ts';
import type { Policy } from '#contracts/policy.ts';
import { rescheduleTerms } from '#contracts/visits/reschedule.ts';
import type { Tx } from '#platform/database.ts';

const ALTERNATIVES = 3;
/** Alternatives are searched this many days before and after. */
const AROUND = 3 * 86_400_000;

/** The booked slot, the wanted one, and the helper's calendar around it, under the helper's lock. */
export interface SlotScene {
  helperId: string;
  from: Slot;
  slot: Slot;
  need: Need;
  calendar: HelperCalendar;
  /** the order's clock; a rehearsal's runs ahead */
  now: number;
  /** when the first of the required certificates expires, null: none expires */
  validUntil: number | null;
}

export async function lockSlotScene(
  tx: Tx,
  order: OrderRow,
  input: { startsAt: string; now: number },
): Promise<SlotScene> {
  const { helperId, startsAt, endsAt } = order;
  if (!helperId || !startsAt || !endsAt) throw new EffectRefused('WrongStage');
  await lockHelpers(tx, [helperId]);
  await voidExpiredHolds(tx, [helperId], order.id);
  const from = { startsAt: startsAt.getTime(), endsAt: endsAt.getTime() };
  const start = Date.parse(input.startsAt);
  const slot = { startsAt: start, endsAt: start + from.endsAt - from.startsAt };
  const need = await needOf(tx, order);
  const around = { from: slot.startsAt - AROUND, to: slot.endsAt + AROUND };
  const seen = (await lookAtHelpers(tx, { order, need, helperIds: [helperId], ...around })).get(helperId);
  // After an expired certificate or a block ops decide about the agreed visit, and no other time is possible.
  if (!seen || seen.whyNot({ evenRemoved: true })) throw new EffectRefused('HelperUnfit');
  const { calendar, helper } = seen;
  return { helperId, from, slot, need, calendar, now: input.now, validUntil: helper.validUntil };
}

/** Refused unless the booked helper is free then at the agreed price; the order's own booking does not conflict. */
export function checkSlot(order: OrderRow, scene: SlotScene): void {
  const { slot, from, need, calendar, validUntil } = scene;
  const { policy } = order;
  if (isHoliday(slot.startsAt, policy) !== isHoliday(from.startsAt, policy))
    throw new EffectRefused('OtherPrice');
  const late = validUntil !== null && slot.endsAt > validUntil;
  if (late || clashOf(calendar, slot, { orderId: order.id, site: need, policy })) throw taken(order, scene);
}

export function taken(
  order: OrderRow,
  { slot, from, need, calendar, now, validUntil }: SlotScene,
): EffectRefused {
  const { policy, id: orderId } = order;
  const { earliest, latest } = boundsOf(policy, from.startsAt, now);
  const length = slot.endsAt - slot.startsAt;
  const starts = nearestFreeStarts(calendar, {
    orderId,
    site: need,
    policy,
    minutes: length / 60_000,
    agreed: from.startsAt,
    wanted: slot.startsAt,
    most: ALTERNATIVES,
    earliest,
    latest: Math.min(latest, (validUntil ?? Number.POSITIVE_INFINITY) - length),
  });
  return new EffectRefused('HelperTaken', { alternatives: starts.map((at) => new Date(at).toISOString()) });
}

/** The limits between which a visit may be moved now; the same as contracts/visits/reschedule.ts canMoveTo. */
export function boundsOf(policy: Policy, agreed: number, now: number): { earliest: number; latest: number } {
  return {
    earliest: now + millis(policy.checkInEarly),
    latest: Math.max(agreed, now + millis(rescheduleTerms(policy).rescheduleReach)),
  };
}

/** Holds the part of the new slot outside the old one, so that no other order takes it while the other side decides. */
export async function holdBeyond(tx: Tx, order: OrderRow, scene: SlotScene, until: string): Promise<void> {
  const { helperId, need: site, from, slot } = scene;
  const heldUntil = new Date(Date.parse(until) + 5 * 60_000).toISOString();
  await insertHolds(tx, [{ ...beyond(slot, from), orderId: order.id, helperId, site, heldUntil }]);
}

/**
 * The part of `slot` outside `from`; both are equally long and differ, so it is one piece.
 * @internal tests give slots that overlap from both sides
 */
export function beyond(slot: Slot, from: Slot): Slot {
  if (slot.startsAt >= from.endsAt || slot.endsAt <= from.startsAt) return slot;
  return slot.startsAt < from.startsAt
    ? { startsAt: slot.startsAt, endsAt: from.startsAt }
    : { startsAt: from.endsAt, endsAt: slot.endsAt };
}
