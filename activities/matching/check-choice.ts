import { clashOf, firstFreeStart, type Slot } from '#activities/calendars/helper-calendar.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { EffectRefused } from '#activities/transition/effect-refused.ts';
import { type Quote, quote } from '#contracts/money/price.ts';
import type { BookingInput, BookingScene, Candidate } from './lock-booking-scene.ts';

/** A slot that may be booked, at its price. */
export interface Choice {
  slot: Slot;
  price: Quote;
  /** the place on the shortlist; undefined: ops picked somebody from outside it */
  candidate: Candidate | undefined;
  /** the order holds exactly this slot already */
  held: boolean;
}

/** Helpers whom a customer may still choose; one who declined is excluded from this round. */
const CHOOSABLE = ['offered', 'accepted', 'passed', 'chosen'];

/**
 * The slot and the price of the chosen helper. Throws EffectRefused when the helper is not on the list, unfit or
 * taken.
 */
export function checkChoice(order: OrderRow, input: BookingInput, scene: BookingScene): Choice {
  const { helperId } = input;
  const candidate = scene.candidates.find((c) => c.helperId === helperId && CHOOSABLE.includes(c.status));
  if (!candidate && !input.byHand) throw new EffectRefused('NotOnShortlist');

  const slot = candidate ? slotOf(candidate) : freeSlot(order, input, scene);
  const own = slot && scene.own.find((one) => one.helperId === helperId);
  const held = !!own && own.startsAt === slot.startsAt && own.endsAt === slot.endsAt;
  // Blocked, removed, or without a valid certificate since the shortlist was made.
  if (slot && unfit(scene, input.byHand, helperId, slot)) {
    throw new EffectRefused('HelperUnfit', { alternatives: whoIsLeft(order, input, scene) });
  }
  if (!slot || (!held && clash(scene, order, helperId, slot))) {
    throw new EffectRefused('HelperTaken', { alternatives: whoIsLeft(order, input, scene) });
  }
  const price = capped(candidate ? candidate.quote : priceByHand(order, input, scene, slot), input.capFen);
  return { slot, price, candidate, held };
}

/** Who else of the shortlist can still be chosen, best first. */
export function whoIsLeft(order: OrderRow, input: BookingInput, scene: BookingScene): string[] {
  return scene.candidates
    .filter(({ helperId, status }) => helperId !== input.helperId && CHOOSABLE.includes(status))
    .filter(({ helperId, ...slot }) => {
      const isOwn = scene.own.some((one) => one.helperId === helperId);
      return !unfit(scene, false, helperId, slot) && (isOwn || !clash(scene, order, helperId, slot));
    })
    .map(({ helperId }) => helperId);
}

function clash({ helpers, need }: BookingScene, order: OrderRow, helperId: string, slot: Slot): boolean {
  const calendar = helpers.get(helperId)?.calendar;
  return (
    !calendar || clashOf(calendar, slot, { orderId: order.id, site: need, policy: order.policy }) !== null
  );
}

function unfit({ helpers }: BookingScene, byHand: boolean, helperId: string, { endsAt }: Slot): boolean {
  const seen = helpers.get(helperId);
  return !seen || seen.whyNot({ evenRemoved: byHand, endsAt }) !== null;
}

/** A helper from outside the shortlist, chosen by ops: skills are required, reach and wishes are not. */
function freeSlot(order: OrderRow, input: BookingInput, scene: BookingScene): Slot | null {
  const seen = scene.helpers.get(input.helperId);
  if (!seen || seen.whyNot({ evenRemoved: true })) throw new EffectRefused('HelperUnfit');
  const startsAt = firstFreeStart(seen.calendar, {
    orderId: order.id,
    site: scene.need,
    policy: order.policy,
    minutes: order.minutes,
    windowStart: order.windowStart.getTime(),
    windowEnd: order.windowEnd.getTime(),
    now: Date.parse(input.step.at) + input.enter.clockShiftMs,
  });
  return startsAt === null ? null : { startsAt, endsAt: startsAt + order.minutes * 60_000 };
}

function priceByHand(
  order: OrderRow,
  input: BookingInput,
  { helpers, need }: BookingScene,
  slot: Slot,
): Quote {
  const { helper } = helpers.get(input.helperId) ?? {};
  if (!helper) throw new EffectRefused('HelperUnfit');
  const { quantity, policy } = order;
  const { level, metres } = helper;
  return quote({ level, metres, unitFen: need.unitFen, quantity, startsAt: slot.startsAt, policy });
}

/** A replacement never costs more than the earlier agreement. */
function capped(price: Quote, capFen: number | null): Quote {
  if (capFen === null || price.totalFen <= capFen) return price;
  return {
    ...price,
    lines: [...price.lines, { code: 'cap', fen: capFen - price.totalFen }],
    totalFen: capFen,
  };
}

const slotOf = ({ startsAt, endsAt }: Slot): Slot => ({ startsAt, endsAt });
