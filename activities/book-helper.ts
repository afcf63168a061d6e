import { randomUUID } from 'node:crypto';
import type { Quote } from '#contracts/price.ts';
import { quote } from '#contracts/price.ts';
import type { Booked, OrderActivities, Refusal } from '#contracts/transitions.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { draftTerms } from './agreement-terms.ts';
import {
  insertHolds,
  isTakenBySql,
  keepOnly,
  lockHelpersOf,
  ownSlot,
  releaseSlots,
  voidExpiredHolds,
} from './booking.ts';
import { findHelpersByHand, type MatchingHelper, type Need, needOf } from './find-free-helpers.ts';
import { clashOf, firstFreeStart, type HelperCalendar, type Slot } from './helper-calendar.ts';
import { loadCalendars } from './load-calendars.ts';
import type { OrderRow, Tx } from './order-row.ts';
import { Refused } from './refused.ts';
import type { Transition } from './transition.ts';

type Input = Parameters<OrderActivities['bookHelper']>[0];
type Candidate = Prisma.CandidateGetPayload<object>;

/** Whom a customer may still choose; one who said no is out of this round. */
const CHOOSABLE = ['offered', 'accepted', 'passed', 'chosen'];

/** Takes the chosen (or hand-picked) helper's slot, lets the others go and drafts the agreement. */
export function bookHelper(transition: Transition) {
  return async (input: Input): Promise<Booked | Refusal> => {
    try {
      return await transition<Booked>(input, (tx, order) => book(tx, order, input));
    } catch (error) {
      if (!isTakenBySql(error)) throw error;
      // The constraint spoke where the lock should have: the customer still learns who is left.
      return transition<Booked>(input, async (tx, order) => {
        const scene = await lockScene(tx, order, input);
        throw new Refused('HelperTaken', { alternatives: await alternatives(tx, order, input, scene) });
      });
    }
  };
}

async function book(tx: Tx, order: OrderRow, input: Input) {
  const { helperId } = input;
  const scene = await lockScene(tx, order, input);
  const candidate = scene.candidates.find((c) => c.helperId === helperId && CHOOSABLE.includes(c.status));
  if (!candidate && !input.byHand) throw new Refused('NotOnShortlist');

  const slot = candidate ? slotOf(candidate) : await freeSlot(tx, order, input, scene);
  const own = slot && (await ownSlot(tx, order.id, helperId));
  const held = own && own.startsAt === slot.startsAt && own.endsAt === slot.endsAt;
  // Blocked, removed, or without a certificate since the shortlist was made.
  if (slot && unfit(scene, input.byHand, helperId, slot)) {
    throw new Refused('HelperUnfit', { alternatives: await alternatives(tx, order, input, scene) });
  }
  if (!slot || (!held && clash(scene, order, helperId, slot))) {
    throw new Refused('HelperTaken', { alternatives: await alternatives(tx, order, input, scene) });
  }
  const price = capped(
    candidate ? (candidate.quote as unknown as Quote) : await priceByHand(tx, order, input, scene, slot),
    input.capFen,
  );

  if (held) {
    await keepOnly(tx, { orderId: order.id, helperId, heldUntil: input.holdUntil });
  } else {
    if (scene.holds) await releaseSlots(tx, { orderId: order.id });
    await insertHolds(tx, [
      { ...slot, orderId: order.id, helperId, site: scene.need, heldUntil: input.holdUntil },
    ]);
  }
  await markChosen(tx, order, input, { candidate, slot, price });

  const startsAt = new Date(slot.startsAt);
  const endsAt = new Date(slot.endsAt);
  const { unit } = scene.need;
  const { terms, termsHash } = draftTerms({ order, helperId, unit, quote: price, startsAt, endsAt });
  const agreementId = randomUUID();
  await tx.agreement.updateMany({
    where: { orderId: order.id, status: { not: 'void' } },
    data: { status: 'void' },
  });
  await tx.agreement.create({
    data: { id: agreementId, orderId: order.id, helperId, terms, termsHash, status: 'drafted' },
  });

  const { totalFen } = price;
  const payload = { helperId, totalFen, startsAt: startsAt.toISOString(), agreementId };
  const result: Booked = {
    ok: true,
    helperId,
    agreementId,
    termsHash,
    totalFen,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
  };
  return {
    result,
    events: [
      input.byHand
        ? {
            kind: 'dispatchedByHand' as const,
            payload: { ...payload, reason: input.step.actor.reason ?? 'byHand' },
          }
        : { kind: 'helperChosen' as const, payload },
    ],
    changes: { helperId, startsAt, endsAt, totalFen, round: Math.max(order.round, input.round) },
  };
}

interface Scene {
  need: Need & { unit: string };
  /** Who of them may do this order at all, and until when their certificates count. */
  fit: Map<string, MatchingHelper & { recommended: boolean }>;
  /** Whether this order has slots that it may have to let go. */
  holds: boolean;
  candidates: Candidate[];
  calendars: Map<string, HelperCalendar>;
}

/** The shortlist with everyone's calendar, locked. */
async function lockScene(tx: Tx, order: OrderRow, input: Input): Promise<Scene> {
  const need = await needOf(tx, order);
  const candidates = await tx.candidate.findMany({
    where: { orderId: order.id, round: input.round },
    orderBy: { rank: 'asc' },
  });
  const ids = [...new Set([input.helperId, ...candidates.map(({ helperId }) => helperId)])];
  const holds = await lockHelpersOf(tx, order.id, ids);
  await voidExpiredHolds(tx, ids, order.id);
  const from = order.windowStart.getTime();
  const to = order.windowEnd.getTime();
  const fit = await findHelpersByHand(tx, { order, need, helperIds: ids });
  return {
    need,
    candidates,
    calendars: await loadCalendars(tx, { helperIds: ids, from, to }),
    fit: new Map(fit.map((helper) => [helper.id, helper])),
    holds,
  };
}

function clash({ calendars, need }: Scene, order: OrderRow, helperId: string, slot: Slot): boolean {
  const calendar = calendars.get(helperId);
  return (
    !calendar || clashOf(calendar, slot, { orderId: order.id, site: need, policy: order.policy }) !== null
  );
}

function unfit({ fit }: Scene, byHand: boolean, helperId: string, slot: Slot): boolean {
  const helper = fit.get(helperId);
  // Who is off the recommended list may still be picked by hand.
  if (!helper || (!byHand && !helper.recommended)) return true;
  return helper.validUntil !== null && slot.endsAt > helper.validUntil;
}

/** Who else of the shortlist can still be chosen, best first. */
async function alternatives(tx: Tx, order: OrderRow, input: Input, scene: Scene): Promise<string[]> {
  const others = scene.candidates.filter(
    (c) => c.helperId !== input.helperId && CHOOSABLE.includes(c.status),
  );
  const free: string[] = [];
  for (const other of others) {
    const own = await ownSlot(tx, order.id, other.helperId);
    if (unfit(scene, false, other.helperId, slotOf(other))) continue;
    if (own || !clash(scene, order, other.helperId, slotOf(other))) free.push(other.helperId);
  }
  return free;
}

/** Someone from outside the shortlist, picked by ops: skills still count, reach and wishes do not. */
async function freeSlot(tx: Tx, order: OrderRow, input: Input, scene: Scene): Promise<Slot | null> {
  const [helper] = await findHelpersByHand(tx, { order, need: scene.need, helperIds: [input.helperId] });
  const calendar = scene.calendars.get(input.helperId);
  if (!helper || !calendar) throw new Refused('HelperUnfit');
  const startsAt = firstFreeStart(calendar, {
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

async function priceByHand(
  tx: Tx,
  order: OrderRow,
  input: Input,
  { need }: Scene,
  slot: Slot,
): Promise<Quote> {
  const [helper] = await findHelpersByHand(tx, { order, need, helperIds: [input.helperId] });
  if (!helper) throw new Refused('HelperUnfit');
  const { quantity, policy } = order;
  return quote({
    level: helper.level,
    metres: helper.metres,
    unitFen: need.unitFen,
    quantity,
    startsAt: slot.startsAt,
    policy,
  });
}

async function markChosen(
  tx: Tx,
  order: OrderRow,
  input: Input,
  { candidate, slot, price }: { candidate: Candidate | undefined; slot: Slot; price: Quote },
): Promise<void> {
  const { helperId, round } = input;
  await tx.$executeRaw`
    UPDATE candidate SET status = CASE WHEN helper_id = ${helperId}::uuid THEN 'chosen' ELSE 'passed' END
    WHERE order_id = ${order.id} AND CASE WHEN helper_id = ${helperId}::uuid
      THEN ${candidate !== undefined} AND round = ${round} ELSE status IN ('offered', 'accepted', 'chosen') END`;
  if (candidate) return;
  const fresh = {
    rank: 0,
    score: 0,
    reasons: [{ code: 'byHand' }],
    quote: price as unknown as Prisma.InputJsonValue,
    startsAt: new Date(slot.startsAt),
    endsAt: new Date(slot.endsAt),
    hold: 'firm',
    status: 'chosen',
    offeredAt: new Date(input.step.at),
  };
  // One who declined earlier may be picked by ops all the same.
  await tx.candidate.upsert({
    where: { orderId_round_helperId: { orderId: order.id, round, helperId } },
    create: { orderId: order.id, round, helperId, ...fresh },
    update: { ...fresh, answeredAt: null },
  });
}

/** A replacement never costs more than what was agreed before. */
function capped(price: Quote, capFen: number | null): Quote {
  if (capFen === null || price.totalFen <= capFen) return price;
  return {
    ...price,
    lines: [...price.lines, { code: 'cap', fen: capFen - price.totalFen }],
    totalFen: capFen,
  };
}

const slotOf = (c: { startsAt: Date; endsAt: Date }): Slot => ({
  startsAt: c.startsAt.getTime(),
  endsAt: c.endsAt.getTime(),
});
