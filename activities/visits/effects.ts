import { timingSafeEqual } from 'node:crypto';
import { overtakeCasesSql } from '#activities/cases/overtake-cases.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Transition } from '#activities/order-rows/order-subject.ts';
import { EffectRefused } from '#activities/transition/effect-refused.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import type { Done, Refusal } from '#contracts/transition.ts';
import type { VisitsEffects } from '#contracts/visits/effects.ts';
import { factTooEarlyUntil } from '#contracts/visits/in-its-time.ts';
import type { Tx } from '#platform/database.ts';
import { type Statement, sql } from '#platform/sql.ts';
import type { Prisma } from '#prisma/generated/client.ts';

type Part = Pick<VisitsEffects, 'recordVisit'>;
type Input = Parameters<VisitsEffects['recordVisit']>[0];

export function visitActivities({ transition }: { transition: Transition }): Part {
  return {
    async recordVisit(input): Promise<Done | Refusal> {
      return transition<Done>(input, async (tx, order) => ({
        result: { ok: true },
        events: [await record(tx, order, input)],
      }));
    },
  };
}

async function record(tx: Tx, order: OrderRow, input: Input): Promise<OrderEventOf> {
  const at = new Date(input.step.at);
  // In a rehearsal people skip waits: the order's clock is ahead of real time.
  const now = at.getTime() + input.enter.clockShiftMs;
  await checkTime(tx, order, input, now);
  const device = input.deviceAt ? { deviceAt: input.deviceAt } : {};
  switch (input.fact) {
    case 'due':
      await visitOf(tx, order);
      return { kind: 'visitDue', payload: {} };
    case 'departed':
      await note(tx, order, sql`departed_at = ${at}`);
      return { kind: 'helperDeparted', payload: {} };
    case 'late': {
      const { startsAt } = await visitOf(tx, order);
      const minutes = Math.max(1, Math.round((now - startsAt.getTime()) / 60_000));
      await note(tx, order, sql`late_minutes = ${minutes}`);
      return { kind: 'helperLate', payload: { minutes } };
    }
    case 'checkedIn': {
      const visit = await visitOf(tx, order);
      checkCode(input, order, visit);
      await arrive(tx, order, input, 'code');
      return { kind: 'checkedIn', payload: { proof: 'code', ...device } };
    }
    case 'checkInOverridden':
      await arrive(tx, order, input, 'override');
      return { kind: 'checkedIn', payload: { proof: 'override', ...device } };
    case 'checkedOut': {
      const checkedInAt = (await leave(tx, order, input)) ?? at;
      const minutes = Math.max(0, Math.round((at.getTime() - checkedInAt.getTime()) / 60_000));
      return { kind: 'checkedOut', payload: { minutes, ...device } };
    }
  }
}

const TIMED = new Set<Input['fact']>(['departed', 'checkedIn', 'checkInOverridden']);

/** Also for messages that no validator has refused: queued ones, and those that came while a transition ran. */
async function checkTime(tx: Tx, order: OrderRow, { fact }: Input, now: number): Promise<void> {
  if (!TIMED.has(fact)) return;
  const { startsAt } = await visitOf(tx, order);
  const booked = { startsAt: startsAt.getTime() };
  const from = factTooEarlyUntil(fact, { booked, now, policy: order.policy });
  if (from !== null) throw new EffectRefused('TooEarly', { from: new Date(from).toISOString() });
}

type Visit = Pick<Prisma.VisitGetPayload<object>, 'startsAt' | 'startCode' | 'codeAttempts'>;

async function visitOf(tx: Tx, order: OrderRow): Promise<Visit> {
  const [visit] = await tx.query<Visit>(sql`
    SELECT starts_at AS "startsAt", start_code AS "startCode", code_attempts AS "codeAttempts"
    FROM visit WHERE order_id = ${order.id}`);
  return there(visit, order);
}

async function note(tx: Tx, order: OrderRow, change: Statement): Promise<void> {
  const count = await tx.execute(sql`UPDATE visit SET ${change} WHERE order_id = ${order.id}`);
  there(count || null, order);
}

/** A helper who checked in is able to come: the fitness case is answered. */
async function arrive(
  tx: Tx,
  order: OrderRow,
  { step, deviceAt }: Input,
  proof: 'code' | 'override',
): Promise<void> {
  const count = await tx.execute(sql`
    WITH answered AS (${overtakeCasesSql(order.id, { kinds: ['arrival', 'fitness'], at: step.at })})
    UPDATE visit SET checked_in_at = ${new Date(step.at)}, check_in_device_at = ${dateOf(deviceAt)},
      check_in_proof = ${proof}
    WHERE order_id = ${order.id}`);
  there(count || null, order);
}

/** The rest of the slot is free as soon as the helper has finished. Returns when the helper arrived. */
async function leave(tx: Tx, order: OrderRow, { step, deviceAt }: Input): Promise<Date | null> {
  const [visit] = await tx.query<{ checkedInAt: Date | null }>(sql`
    WITH freed AS (
      UPDATE booking SET status = 'done', updated_at = now() WHERE order_id = ${order.id} AND status = 'confirmed'
    )
    UPDATE visit SET checked_out_at = ${new Date(step.at)}, check_out_device_at = ${dateOf(deviceAt)}
    WHERE order_id = ${order.id} RETURNING checked_in_at AS "checkedInAt"`);
  return there(visit, order).checkedInAt;
}

function there<T>(visit: T | null | undefined, order: OrderRow): T {
  if (visit === null || visit === undefined) throw new Error(`${order.id} has no visit`);
  return visit;
}

/** A wrong code is counted although the transition is refused; after too many only staff can confirm the arrival. */
function checkCode(input: Input, order: OrderRow, visit: Visit): void {
  if (visit.codeAttempts >= order.policy.startCodeAttempts) throw new EffectRefused('CodeLocked');
  const given = Buffer.from(input.startCode ?? '');
  const right = Buffer.from(visit.startCode);
  if (given.length === right.length && timingSafeEqual(given, right)) return;
  const last = visit.codeAttempts + 1 >= order.policy.startCodeAttempts;
  throw new EffectRefused(last ? 'CodeLocked' : 'WrongStartCode', {
    remember: async (tx) =>
      (await tx.models()).visit.update({
        where: { orderId: order.id },
        data: { codeAttempts: { increment: 1 } },
      }),
  });
}

const dateOf = (iso: string | undefined): Date | null => (iso ? new Date(iso) : null);
