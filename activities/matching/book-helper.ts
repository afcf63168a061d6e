import { randomUUID } from 'node:crypto';
import { draftTerms } from '#activities/agreements/agreement-terms.ts';
import {
  insertHoldsSql,
  isTakenBySql,
  keepOnlySql,
  lockHelpersOf,
  releaseSlots,
  voidOthersExpired,
} from '#activities/calendars/booking.ts';
import { clashOf, firstFreeStart, type Slot } from '#activities/calendars/helper-calendar.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Transition } from '#activities/order-rows/order-subject.ts';
import { EffectRefused } from '#activities/transition/effect-refused.ts';
import type { Booked } from '#contracts/matching/effects.ts';
import { type Quote, quote } from '#contracts/money/price.ts';
import type { Refusal } from '#contracts/transition.ts';
import type { OrderActivities } from '#contracts/transitions.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { illnessSkillsOf, wantedColumns } from './find-free-helpers.ts';
import type { HelperNeed } from './hard-filters.ts';
import { lookAtHelpers, type SeenHelper } from './look-at-helpers.ts';

type Input = Parameters<OrderActivities['bookHelper']>[0];

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
        throw new EffectRefused('HelperTaken', { alternatives: alternatives(order, input, scene) });
      });
    }
  };
}

async function book(tx: Tx, order: OrderRow, input: Input) {
  const { helperId } = input;
  const scene = await lockScene(tx, order, input);
  const candidate = scene.candidates.find((c) => c.helperId === helperId && CHOOSABLE.includes(c.status));
  if (!candidate && !input.byHand) throw new EffectRefused('NotOnShortlist');

  const slot = candidate ? slotOf(candidate) : freeSlot(order, input, scene);
  const own = slot && scene.own.find((one) => one.helperId === helperId);
  const held = own && own.startsAt === slot.startsAt && own.endsAt === slot.endsAt;
  // Blocked, removed, or without a certificate since the shortlist was made.
  if (slot && unfit(scene, input.byHand, helperId, slot)) {
    throw new EffectRefused('HelperUnfit', { alternatives: alternatives(order, input, scene) });
  }
  if (!slot || (!held && clash(scene, order, helperId, slot))) {
    throw new EffectRefused('HelperTaken', { alternatives: alternatives(order, input, scene) });
  }
  const price = capped(candidate ? candidate.quote : priceByHand(order, input, scene, slot), input.capFen);

  const startsAt = new Date(slot.startsAt);
  const endsAt = new Date(slot.endsAt);
  const { unit } = scene.need;
  const { terms, termsHash } = draftTerms({ order, helperId, unit, quote: price, startsAt, endsAt });
  const agreementId = randomUUID();
  // A slot of one's own that is not the wanted one would be in its way.
  if (!held && scene.holds) await releaseSlots(tx, { orderId: order.id });
  // Only one of an order may be alive: the one before is void first.
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
  if (!candidate) await addChosen(tx, order, input, { slot, price });

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

interface Candidate extends Slot {
  helperId: string;
  status: string;
  quote: Quote;
}
interface Scene {
  need: HelperNeed & { unit: string };
  /** Who of them may do this order at all, and their calendars. */
  helpers: Map<string, SeenHelper>;
  /** Whether this order has slots that it may have to let go. */
  holds: boolean;
  /** by rank */
  candidates: Candidate[];
  /** the order's own slots that live */
  own: (Slot & { helperId: string })[];
  /** whether an agreement is alive */
  agreed: boolean;
}

/** The shortlist with everyone's calendar, locked. */
async function lockScene(tx: Tx, order: OrderRow, input: Input): Promise<Scene> {
  const { candidates, agreed, ...need } = await needAndShortlist(tx, order, input.round);
  const ids = [...new Set([input.helperId, ...candidates.map(({ helperId }) => helperId)])];
  const holds = await lockHelpersOf(tx, order.id, ids);
  const own = await voidOthersExpired(tx, ids, order.id);
  const span = { from: order.windowStart.getTime(), to: order.windowEnd.getTime() };
  const helpers = await lookAtHelpers(tx, { order, need, helperIds: ids, ...span });
  return { need, candidates, helpers, holds, own, agreed };
}

async function needAndShortlist(tx: Tx, order: OrderRow, round: number) {
  type Row = Omit<HelperNeed, 'illnessSkills'> & {
    unit: string;
    agreed: boolean;
    candidates: [helperId: string, status: string, startsAt: number, endsAt: number, quote: Quote][];
  };
  const [row] = await tx.query<Row>(sql`
    SELECT ${wantedColumns},
      EXISTS (SELECT 1 FROM agreement a WHERE a.order_id = i.order_id AND a.status <> 'void') AS agreed,
      coalesce((SELECT json_agg(json_build_array(c.helper_id, c.status,
        extract(epoch FROM c.starts_at)::float8 * 1000, extract(epoch FROM c.ends_at)::float8 * 1000, c.quote)
        ORDER BY c.rank) FROM candidate c WHERE c.order_id = i.order_id AND c.round = ${round}), '[]') AS candidates
    FROM inquiry i, service s WHERE i.order_id = ${order.id} AND s.code = ${order.serviceCode}`);
  if (!row) throw new Error(`The inquiry or the service of ${order.id} is missing`);
  return {
    ...row,
    illnessSkills: illnessSkillsOf(row.wishes),
    candidates: row.candidates.map(([helperId, status, startsAt, endsAt, quoted]): Candidate => {
      return { helperId, status, startsAt, endsAt, quote: quoted };
    }),
  };
}

function clash({ helpers, need }: Scene, order: OrderRow, helperId: string, slot: Slot): boolean {
  const calendar = helpers.get(helperId)?.calendar;
  return (
    !calendar || clashOf(calendar, slot, { orderId: order.id, site: need, policy: order.policy }) !== null
  );
}

function unfit({ helpers }: Scene, byHand: boolean, helperId: string, slot: Slot): boolean {
  const helper = helpers.get(helperId)?.fit;
  // Who is off the recommended list may still be picked by hand.
  if (!helper || (!byHand && !helper.recommended)) return true;
  return helper.validUntil !== null && slot.endsAt > helper.validUntil;
}

/** Who else of the shortlist can still be chosen, best first. */
function alternatives(order: OrderRow, input: Input, scene: Scene): string[] {
  return scene.candidates
    .filter(({ helperId, status }) => helperId !== input.helperId && CHOOSABLE.includes(status))
    .filter(({ helperId, ...slot }) => {
      const isOwn = scene.own.some((one) => one.helperId === helperId);
      return !unfit(scene, false, helperId, slot) && (isOwn || !clash(scene, order, helperId, slot));
    })
    .map(({ helperId }) => helperId);
}

/** Someone from outside the shortlist, picked by ops: skills still count, reach and wishes do not. */
function freeSlot(order: OrderRow, input: Input, scene: Scene): Slot | null {
  const helper = scene.helpers.get(input.helperId);
  if (!helper?.fit) throw new EffectRefused('HelperUnfit');
  const startsAt = firstFreeStart(helper.calendar, {
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

function priceByHand(order: OrderRow, input: Input, { helpers, need }: Scene, slot: Slot): Quote {
  const helper = helpers.get(input.helperId)?.fit;
  if (!helper) throw new EffectRefused('HelperUnfit');
  const { quantity, policy } = order;
  const { level, metres } = helper;
  return quote({ level, metres, unitFen: need.unitFen, quantity, startsAt: slot.startsAt, policy });
}

/** One who declined earlier may be picked by ops all the same. */
async function addChosen(
  tx: Tx,
  order: OrderRow,
  { helperId, round, step }: Input,
  { slot, price }: { slot: Slot; price: Quote },
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO candidate (order_id, round, helper_id, rank, score, reasons, quote, starts_at, ends_at, hold, status,
      offered_at)
    VALUES (${order.id}, ${round}, ${helperId}::uuid, 0, 0, '[{"code":"byHand"}]', ${JSON.stringify(price)}::jsonb,
      ${new Date(slot.startsAt)}, ${new Date(slot.endsAt)}, 'firm', 'chosen', ${new Date(step.at)})
    ON CONFLICT (order_id, round, helper_id) DO UPDATE SET rank = excluded.rank, score = excluded.score,
      reasons = excluded.reasons, quote = excluded.quote, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
      hold = excluded.hold, status = excluded.status, offered_at = excluded.offered_at, answered_at = NULL`);
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

const slotOf = ({ startsAt, endsAt }: Slot): Slot => ({ startsAt, endsAt });
